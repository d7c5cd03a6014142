import { Inject, Injectable } from '@nestjs/common';
import { runInCall } from '@houtai/messaging';
import { IDS, LOGGER, type HostLogger, type IdSource } from '@houtai/service-host';
import { DeliveryMetrics } from './delivery-metrics.service';
import { ResultStore, type Result } from './result.store';
import { LEASE_SECONDS } from './taken-delivery';
import { isTaken } from './verdict';

const BATCH = 200;
const PAUSE_AFTER_ERROR_MS = 500;

/** Gathers results while earlier ones are written: under load a batch, else one at once. */
@Injectable()
export class ResultQueue {
  private waiting: { result: Result; since: number }[] = [];
  private writing: Promise<void> | undefined;
  private recorded: () => void = () => undefined;

  constructor(
    private readonly store: ResultStore,
    private readonly metrics: DeliveryMetrics,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onRecorded(listener: () => void): void {
    this.recorded = listener;
  }

  add(result: Result): void {
    this.waiting.push({ result, since: performance.now() });
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
  }

  async drained(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      const results = batch.map(({ result }) => result);
      try {
        const call = { correlationId: this.ids.next() };
        const accepted = await runInCall(call, () => this.store.record(results));
        this.count(results, accepted);
        this.recorded();
      } catch (error) {
        this.logger.error({ err: error, results: batch.length }, 'results of deliveries cannot be written');
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_ERROR_MS));
        // by then its lease is over, and somebody tries again under the same id
        const limit = performance.now() - LEASE_SECONDS * 1000;
        this.waiting.unshift(...batch.filter(({ since }) => since > limit));
      }
    }
  }

  private count(results: readonly Result[], accepted: readonly Result[]): void {
    const known = new Set(accepted);
    for (const result of results) {
      if (!known.has(result)) this.metrics.counted('stale');
      else if (!result.answer) continue;
      else if (isTaken(result.answer)) this.metrics.counted('delivered');
      else this.metrics.counted(result.answer.status === undefined ? 'unanswered' : 'refused');
    }
  }
}
