import type { Instant } from '@houtai/domain-kit';

/** Work that comes round with time and knows no items that could fail alone. */
export interface DueWork {
  /** Kebab-case and unique in the service. */
  readonly name: string;
  /**
   * Does a batch of what is due at `now`; called again at once until it returns 0.
   * Must be safe to repeat: it runs again after a crash, and in `simulated` mode inside the transaction of the clock tick.
   * @returns how many items it handled; an item handled is no longer due
   */
  runDue(now: Instant): Promise<number>;
}

export interface DueItem {
  /** Names it among the items of its work: a uuid, a code, a day. */
  readonly id: string;
  /** Stays the same until it is handled: another time means that it is due anew. */
  readonly dueAt: Instant;
}

/**
 * Items that become due with the passing of time: expiries, time-outs, ends of papers. The host loops over them, each in
 * a transaction of its own (a savepoint within a simulated tick); one that fails waits for its next attempt beside the
 * others. A class that does either is a `@DueWorker()`.
 */
export interface DueItems {
  /** Kebab-case and unique in the service. */
  readonly name: string;
  /** How many items at most share a transaction, 1 unless it says more. What fails together is tried again one by one. */
  readonly chunk?: number;
  /** The first `limit` items due at `now`, in order of due time. */
  findDue(now: Instant, limit: number): Promise<DueItem[]>;
  /** Handles items, after which they are no longer due. Must be safe to repeat. */
  handle(ids: readonly string[], now: Instant): Promise<void>;
}
