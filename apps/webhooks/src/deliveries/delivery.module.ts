import { Module } from '@nestjs/common';
import { AddressModule } from '../addresses/address.module';
import { EndpointStore } from '../endpoints/endpoint.store';
import { AttemptService } from './attempt.service';
import { ClaimStore } from './claim.store';
import { DeliveryController } from './delivery.controller';
import { DeliveryDesk } from './delivery-desk.service';
import { DeliveryMetrics } from './delivery-metrics.service';
import { DeliveryQueries } from './delivery.queries';
import { DeliveryWorker } from './delivery.worker';
import { HealthStore } from '../endpoints/health.store';
import { OrderStore } from './order.store';
import { ResultQueue } from './result-queue.service';
import { ResultStore } from './result.store';
import { Sender } from '../sending/sender.service';

@Module({
  imports: [AddressModule],
  controllers: [DeliveryController],
  providers: [
    AttemptService,
    ClaimStore,
    DeliveryDesk,
    DeliveryMetrics,
    DeliveryQueries,
    DeliveryWorker,
    EndpointStore,
    HealthStore,
    OrderStore,
    ResultQueue,
    ResultStore,
    Sender,
  ],
  exports: [DeliveryWorker, EndpointStore, HealthStore, OrderStore, Sender],
})
export class DeliveryModule {}
