import { Injectable } from '@nestjs/common';
import { DeliveryWorker } from '../deliveries/delivery.worker';
import { HealthStore } from '../endpoints/health.store';

/** What the workers have of an endpoint. */
@Injectable()
export class AroundEndpoint {
  constructor(
    readonly healths: HealthStore,
    readonly worker: DeliveryWorker,
  ) {}
}
