import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { Metrics } from '../telemetry/metrics.service';
import { FailedItemStore } from './failed-item.store';

/** Items of due work that fail, read when Prometheus asks. */
@Injectable()
export class DueItemMetrics {
  constructor(metrics: Metrics, failed: FailedItemStore, @Inject(LOGGER) logger: HostLogger) {
    new Gauge({
      name: 'houtai_due_items_failed',
      help: 'Items of due work that failed when they were last handled; alert on status given-up',
      labelNames: ['work', 'status'],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        try {
          for (const { count, ...labels } of await failed.count()) this.set(labels, count);
        } catch (error) {
          // The other metrics matter most just then.
          logger.warn({ err: error }, 'failed due items cannot be counted');
        }
      },
    });
  }
}
