import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { ApiKeyModule } from './api-keys/api-key.module';
import { AuditModule } from './audit/audit.module';
import { DocumentsModule } from './documents/documents.module';
import { ForwardingModule } from './forwarding/forwarding.module';
import { LiveModule } from './live/live.module';
import { OperationsModule } from './operations/operations.module';
import { PartnerUserModule } from './partner-users/partner-user.module';
import { PartnerModule } from './partners/partner.module';
import { ProblemsModule } from './problems/problems.module';
import { SetupModule } from './setup/setup.module';
import { SignInModule } from './sign-in/sign-in.module';
import { SimulationModule } from './simulation/simulation.module';

@Module({
  imports: [
    AggregateModule,
    SignInModule,
    SetupModule,
    PartnerModule,
    PartnerUserModule,
    ApiKeyModule,
    ForwardingModule,
    DocumentsModule,
    AuditModule,
    LiveModule,
    OperationsModule,
    SimulationModule,
    ProblemsModule,
  ],
})
export class GatewayModule {}
