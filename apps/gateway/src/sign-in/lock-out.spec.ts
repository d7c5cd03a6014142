import { addMinutes } from '@houtai/domain-kit';
import {
  CLEAN_RECORD,
  ELSEWHERE,
  MOST_FAILURES,
  MOST_FAILURES_FROM_ELSEWHERE,
  MOST_FAILURES_OF_ADDRESS,
  countsOf,
  judgeAttempt,
  secondsLocked,
  type Attempted,
  type Count,
  type Counted,
} from './lock-out';

const T0 = '2027-03-01T02:00:00.000Z';

/** What is kept of all counts, as a store does it. */
class Kept {
  private readonly records = new Map<string, Counted['record']>();

  constructor(private readonly known: readonly string[] = []) {}

  counted(from: Partial<Attempted>): Counted[] {
    const attempted = { username: 'root', network: '203.0.113.7', ...from };
    const counts = countsOf(attempted, this.known.includes(attempted.network));
    return counts.map((count) => ({ count, record: this.records.get(nameOf(count)) ?? CLEAN_RECORD }));
  }

  attempt(from: Partial<Attempted>, right: boolean, now = T0): string {
    const { outcome, counted } = judgeAttempt(this.counted(from), right, now);
    for (const { count, record } of counted) this.records.set(nameOf(count), record);
    return outcome;
  }

  fail(times: number, from: (n: number) => Partial<Attempted> = () => ({}), now = T0): string[] {
    return Array.from({ length: times }, (_, n) => this.attempt(from(n), false, now));
  }
}

const nameOf = ({ address, username }: Count) => `${address} ${username}`;
const elsewhere = (n: number) => ({ network: `198.51.${Math.floor(n / 256)}.${n % 256}` });

describe('sign-in lock-out', () => {
  it('refuses four failures without locking, and locks for 15 minutes with the fifth', () => {
    const kept = new Kept();
    kept.fail(4);
    expect(secondsLocked(kept.counted({}), T0)).toBe(0);
    kept.fail(1);
    expect(secondsLocked(kept.counted({}), addMinutes(T0, 1))).toBe(14 * 60);
    expect(secondsLocked(kept.counted({}), addMinutes(T0, 15))).toBe(0);
  });

  it('does not let a right password through a lock, and does not prolong it', () => {
    const kept = new Kept();
    kept.fail(5);
    const counted = kept.counted({});
    expect(judgeAttempt(counted, true, addMinutes(T0, 14))).toEqual({ outcome: 'locked', counted });
    expect(judgeAttempt(counted, false, addMinutes(T0, 14))).toEqual({ outcome: 'locked', counted });
  });

  it('starts to count afresh once the lock is over, and forgets failures older than the span', () => {
    const kept = new Kept();
    kept.fail(4);
    expect(kept.fail(4, undefined, addMinutes(T0, 15))).not.toContain('locked');
    expect(kept.attempt({}, true, addMinutes(T0, 16))).toBe('admitted');
  });

  it('forgets the failures with the name after a success, but not those of the address', () => {
    const kept = new Kept();
    kept.fail(4);
    expect(kept.attempt({}, true)).toBe('admitted');
    expect(kept.counted({}).map(({ record }) => record.failures)).toEqual([4, 0, 4]);
  });

  it('locks an address that tries many names, for a name it never tried too', () => {
    const kept = new Kept();
    kept.fail(MOST_FAILURES_OF_ADDRESS, (n) => ({ username: `name-${n}` }));
    expect(kept.attempt({ username: 'never tried' }, true)).toBe('locked');
  });

  it('gives 1,000 addresses that try one name as many guesses together as they may have', () => {
    const kept = new Kept();
    const outcomes = kept.fail(1_000, elsewhere);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(MOST_FAILURES_FROM_ELSEWHERE);
    expect(kept.attempt({ network: '192.0.2.200' }, true)).toBe('locked');
  });

  it('lets in meanwhile who comes from a network of theirs, or with a device that has signed in', () => {
    const kept = new Kept(['192.0.2.1']);
    kept.fail(1_000, elsewhere);
    expect(kept.attempt({ network: '192.0.2.1' }, true)).toBe('admitted');
    expect(kept.attempt({ network: '192.0.2.99', deviceId: 'notebook' }, true)).toBe('admitted');
  });

  it('counts a device apart, even from others in the same network, and bounds what it may guess', () => {
    const kept = new Kept(['203.0.113.7']);
    kept.fail(MOST_FAILURES_OF_ADDRESS, (n) => ({ username: `name-${n}` }));
    expect(kept.attempt({ deviceId: 'notebook' }, true)).toBe('admitted');
    const outcomes = kept.fail(10, () => ({ deviceId: 'stolen' }));
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(MOST_FAILURES);
    expect(kept.attempt({ deviceId: 'notebook' }, true)).toBe('admitted');
  });

  it('keeps what is counted over all networks after somebody new got in', () => {
    const kept = new Kept();
    kept.fail(10, elsewhere);
    expect(kept.attempt({ network: '192.0.2.200' }, true)).toBe('admitted');
    const all = kept.counted({ network: '192.0.2.201' }).find(({ count }) => count.address === ELSEWHERE);
    expect(all?.record.failures).toBe(10);
  });
});
