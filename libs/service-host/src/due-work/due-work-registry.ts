import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Instant } from '@houtai/domain-kit';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { DueItemLoop } from './due-item-loop.service';
import type { DueItems, DueWork } from './due-work';
import { isDueWorker } from './due-worker.decorator';

/** A work that still reports items after so many batches does not mark them as done. */
const MOST_BATCHES = 10_000;

type MayGoOn = () => Promise<boolean>;

/** Finds the service's due workers and runs them; when to run is the business of the poller or of the clock consumer. */
@Injectable()
export class DueWorkRegistry implements OnModuleInit {
  private readonly works = new Map<string, DueWork | DueItems>();

  constructor(
    private readonly providers: DiscoveryService,
    private readonly items: DueItemLoop,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.providers.getProviders() as { instance: unknown }[])
      if (isDueWorker(instance)) this.register(instance);
  }

  names(): string[] {
    return [...this.works.keys()];
  }

  /**
   * Runs every work until nothing is due, in the order of the modules. The first error ends the run, except that of an item.
   * @returns items handled
   */
  async runAll(now: Instant): Promise<number> {
    let total = 0;
    for (const work of this.works.values()) total += await this.exhaust(work, now);
    return total;
  }

  /**
   * Like {@link runAll}, but a failing work is logged and the others run; it is tried again at the next poll.
   * Asks before every batch whether it may go on.
   */
  async runEach(now: Instant, mayGoOn: MayGoOn): Promise<void> {
    for (const work of this.works.values()) {
      if (!(await mayGoOn())) return;
      try {
        await this.exhaust(work, now, mayGoOn);
      } catch (error) {
        this.logger.error({ err: error, work: work.name }, 'due work failed');
      }
    }
  }

  private register(work: DueWork | DueItems): void {
    if (this.works.has(work.name)) throw new Error(`Due work ${work.name} is there twice`);
    this.works.set(work.name, work);
  }

  private exhaust(
    work: DueWork | DueItems,
    now: Instant,
    mayGoOn: MayGoOn = () => Promise.resolve(true),
  ): Promise<number> {
    return 'findDue' in work ? this.items.exhaust(work, now, mayGoOn) : exhaustBatches(work, now, mayGoOn);
  }
}

async function exhaustBatches(work: DueWork, now: Instant, mayGoOn: MayGoOn): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const handled = await work.runDue(now);
    total += handled;
    if (handled === 0 || !(await mayGoOn())) return total;
  }
  throw new Error(`Due work ${work.name} is still not done after ${MOST_BATCHES} batches`);
}
