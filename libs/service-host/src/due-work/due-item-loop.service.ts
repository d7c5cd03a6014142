import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork, isTransient } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import type { DueItem, DueItems } from './due-work';
import type { FailedItem, Failures } from './failed-item';
import { FailedItemStore } from './failed-item.store';
import { StillDueError } from './still-due.error';

const LOOK = 100;

/** One run over the items of a work. */
interface Run {
  readonly work: DueItems;
  readonly now: Instant;
  /** What is kept of items that failed before. */
  readonly kept: ReadonlyMap<string, FailedItem & Failures>;
  /** Items that failed just now. */
  readonly left: Set<string>;
}

/** Handles what is due item by item, so that one that fails holds no other up. */
@Injectable()
export class DueItemLoop {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly failed: FailedItemStore,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  /**
   * Handles all that is due, in order of due time. Asks before each further look and after each failure whether it may
   * go on. Throws when the looking fails, and within a tick when an error will pass: then the tick is tried again.
   * @returns items handled
   */
  async exhaust(work: DueItems, now: Instant, mayGoOn: () => Promise<boolean>): Promise<number> {
    const kept = new Map((await this.failed.ofWork(work.name)).map((one) => [one.item, one]));
    const run: Run = { work, now, kept, left: new Set() };
    const size = work.chunk ?? 1;
    const handled = new Set<string>();
    for (;;) {
      // As many more as may be passed over: what waits in front takes nobody's place.
      const found = await work.findDue(now, Math.max(LOOK, size) + kept.size + run.left.size);
      const due = found.filter((item) => !isPassedOver(item, run));
      if (due.length === 0) {
        await this.forgetAllBut(found, run);
        return handled.size;
      }
      for (let first = 0; first < due.length; first += size) {
        const before = run.left.size;
        await this.handle(run, due.slice(first, first + size), handled);
        if (run.left.size > before && !(await mayGoOn())) return handled.size;
      }
      if (!(await mayGoOn())) return handled.size;
    }
  }

  /** What is no longer due is not failing any more, whoever has handled it. `found` is all that is due. */
  private forgetAllBut(found: readonly DueItem[], { work, kept }: Run): Promise<void> {
    const due = new Set(found.map(({ id }) => id));
    return this.failed.forget(
      work.name,
      [...kept.keys()].filter((id) => !due.has(id)),
    );
  }

  private async handle(run: Run, items: readonly DueItem[], handled: Set<string>): Promise<void> {
    const keys = items.map(({ id, dueAt }) => `${id} ${dueAt}`);
    try {
      // Without this, work that marks nothing as done would go on for ever.
      if (keys.some((key) => handled.has(key))) throw new StillDueError();
      await this.unitOfWork.attempt(() =>
        run.work.handle(
          items.map(({ id }) => id),
          run.now,
        ),
      );
      for (const key of keys) handled.add(key);
    } catch (error) {
      const [item, ...others] = items;
      if (item && others.length === 0) return this.fail(run, item, error);
      for (const one of items) await this.handle(run, [one], handled);
    }
  }

  private async fail({ work, now, kept, left }: Run, item: DueItem, error: unknown): Promise<void> {
    const passes = isTransient(error);
    if (passes && this.unitOfWork.isRunning()) throw error;
    left.add(item.id);
    const { attempts, passing } = keptOf(item, kept) ?? { attempts: 0, passing: 0 };
    const failures = passes ? { attempts, passing: passing + 1 } : { attempts: attempts + 1, passing: 0 };
    this.logger.error({ err: error, work: work.name, item: item.id, ...failures }, 'a due item failed');
    await this.failed.record(work.name, item, failures, error, now);
  }
}

function isPassedOver(item: DueItem, { now, kept, left }: Run): boolean {
  if (left.has(item.id)) return true;
  const failed = keptOf(item, kept);
  return failed !== undefined && (failed.nextAttemptAt === null || failed.nextAttemptAt > now);
}

/** An item that is due anew, as papers are that were renewed, begins with all its attempts. */
function keptOf({ id, dueAt }: DueItem, kept: Run['kept']): (FailedItem & Failures) | undefined {
  const failed = kept.get(id);
  return failed?.dueAt === dueAt ? failed : undefined;
}
