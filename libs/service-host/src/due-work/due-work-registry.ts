import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { DueItemLoop } from './due-item-loop.service';
import type { DueItems, DueWork } from './due-work';

/** A work that still reports items after so many batches does not mark them as done. */
const MOST_BATCHES = 10_000;

type MayGoOn = () => Promise<boolean>;

/** Keeps the service's due work and runs it; when to run is the business of the poller or of the clock consumer. */
@Injectable()
export class DueWorkRegistry {
  private readonly works = new Map<string, DueWork | DueItems>();

  constructor(
    private readonly items: DueItemLoop,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  register(work: DueWork | DueItems): void {
    if (this.works.has(work.name)) throw new Error(`Due work ${work.name} is registered twice`);
    this.works.set(work.name, work);
  }

  names(): string[] {
    return [...this.works.keys()];
  }

  /**
   * Runs every work until nothing is due, in order of registration. The first error ends the run, except that of an item.
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
