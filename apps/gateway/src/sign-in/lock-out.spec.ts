import { addMinutes } from '@houtai/domain-kit';
import {
  CLEAN_RECORD,
  MOST_FAILURES_OF_ADDRESS,
  judgeAttempt,
  secondsLocked,
  type SignInRecords,
} from './lock-out';

const T0 = '2027-03-01T02:00:00.000Z';
const CLEAN: SignInRecords = { address: CLEAN_RECORD, name: CLEAN_RECORD };

function afterFailures(count: number, from = CLEAN, now = T0): SignInRecords {
  let records = from;
  for (let n = 0; n < count; n += 1) records = judgeAttempt(records, false, now).records;
  return records;
}

/** Failures with so many names, one each, from one address. */
function afterNames(count: number, now = T0): SignInRecords {
  let records = CLEAN;
  for (let n = 0; n < count; n += 1) {
    records = judgeAttempt({ ...records, name: CLEAN_RECORD }, false, now).records;
  }
  return { ...records, name: CLEAN_RECORD };
}

describe('sign-in lock-out', () => {
  it('refuses four failures without locking', () => {
    const records = afterFailures(4);
    expect(records.name).toMatchObject({ failures: 4, lockedUntil: null });
    expect(secondsLocked(records, T0)).toBe(0);
  });

  it('locks for 15 minutes with the fifth failure', () => {
    const records = afterFailures(5);
    expect(secondsLocked(records, addMinutes(T0, 1))).toBe(14 * 60);
    expect(secondsLocked(records, addMinutes(T0, 15))).toBe(0);
  });

  it('does not let a right password through a lock, and does not prolong it', () => {
    const records = afterFailures(5);
    expect(judgeAttempt(records, true, addMinutes(T0, 14))).toEqual({ outcome: 'locked', records });
    expect(judgeAttempt(records, false, addMinutes(T0, 14))).toEqual({ outcome: 'locked', records });
  });

  it('starts to count afresh once the lock is over', () => {
    const later = addMinutes(T0, 15);
    expect(judgeAttempt(afterFailures(5), false, later).records.name).toMatchObject({
      failures: 1,
      lockedUntil: null,
    });
    expect(judgeAttempt(afterFailures(5), true, later)).toMatchObject({ outcome: 'admitted' });
  });

  it('forgets failures that are older than the span', () => {
    expect(judgeAttempt(afterFailures(4), false, addMinutes(T0, 15)).records.name.failures).toBe(1);
  });

  it('forgets the failures with the name after a success, but not those of the address', () => {
    const { outcome, records } = judgeAttempt(afterFailures(4), true, T0);
    expect(outcome).toBe('admitted');
    expect(records.name).toEqual(CLEAN_RECORD);
    expect(records.address.failures).toBe(4);
  });

  it('locks an address that tries many names, for a name it never tried too', () => {
    expect(judgeAttempt(afterNames(MOST_FAILURES_OF_ADDRESS - 1), true, T0).outcome).toBe('admitted');
    expect(judgeAttempt(afterNames(MOST_FAILURES_OF_ADDRESS), true, T0).outcome).toBe('locked');
  });
});
