import type { Lease, LeaseStore, LeaseWish } from './lease.store';
import type { Limit } from './limit';
import { SharedLimits } from './shared-limits.service';

/** A database that answers when it is told to. */
class SlowStore {
  readonly batches: string[][] = [];
  private answers: (() => void)[] = [];
  isSlow = false;

  async lease(wishes: readonly LeaseWish[]): Promise<Lease[]> {
    this.batches.push(wishes.map(({ limit }) => limit.subject));
    if (this.isSlow) await new Promise<void>((resolve) => this.answers.push(resolve));
    return wishes.map(({ limit: { subject, inFlight } }) => ({
      ...{ subject, granted: 10, tokens: 100, places: inFlight },
    }));
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  answer(): void {
    for (const answer of this.answers.splice(0)) answer();
  }
}

const limitOf = (subject: string): Limit => ({ subject, name: 'key', perMinute: 6_000, inFlight: 10 });

describe('limits shared over instances', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ask for nobody twice at a time, also where the database is slower than a subject is forgotten', async () => {
    const store = new SlowStore();
    const limits = new SharedLimits(store as unknown as LeaseStore, { warn: () => undefined } as never);
    limits.onApplicationBootstrap();
    (await limits.admit([limitOf('key 1')], () => undefined))();
    store.isSlow = true;
    const other = limits.admit([limitOf('key 2')], () => undefined);
    // its last use is told of behind the question under way, and then it is idle
    await jest.advanceTimersByTimeAsync(3_000);
    const again = limits.admit([limitOf('key 1')], () => undefined);
    await jest.advanceTimersByTimeAsync(10);
    store.isSlow = false;
    store.answer();
    await jest.advanceTimersByTimeAsync(10);
    (await again)();
    (await other)();
    for (const batch of store.batches) expect(batch).toEqual([...new Set(batch)]);
    expect(store.batches.length).toBeGreaterThan(2);
    await limits.onModuleDestroy();
  });
});
