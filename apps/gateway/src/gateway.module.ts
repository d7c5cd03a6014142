import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { AuditModule } from './audit/audit.module';
import { ForwardingModule } from './forwarding/forwarding.module';
import { OperationsModule } from './operations/operations.module';
import { SetupModule } from './setup/setup.module';
import { SignInModule } from './sign-in/sign-in.module';
import { SimulationModule } from './simulation/simulation.module';

@Module({
  imports: [
    AggregateModule,
    SignInModule,
    SetupModule,
    ForwardingModule,
    AuditModule,
    OperationsModule,
    SimulationModule,
  ],
})
export class GatewayModule {}
