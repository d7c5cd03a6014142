import { Module } from '@nestjs/common';
import { DeliveryModule } from '../deliveries/delivery.module';
import { EndpointModule } from '../endpoint-desk/endpoint.module';
import { ReplayController } from './replay.controller';
import { ReplayDesk } from './replay-desk.service';
import { ReplayQueries } from './replay.queries';
import { ReplayRunner } from './replay-runner.worker';
import { ReplayStore } from './replay.store';

@Module({
  imports: [DeliveryModule, EndpointModule],
  controllers: [ReplayController],
  providers: [ReplayDesk, ReplayQueries, ReplayRunner, ReplayStore],
})
export class ReplayModule {}
