import type { Instant } from '@houtai/domain-kit';

/**
 * Work that becomes due with the passing of time: expiries, time-outs, month ends.
 * Register it in `onModuleInit`: `registry.register(this)`.
 */
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
