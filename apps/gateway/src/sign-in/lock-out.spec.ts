import { addMinutes } from '@houtai/domain-kit';
import { CLEAN_RECORD, isLocked, judgeAttempt, secondsLocked, type SignInRecord } from './lock-out';

const T0 = '2027-03-01T02:00:00.000Z';

function afterFailures(count: number, from: SignInRecord = CLEAN_RECORD, now = T0): SignInRecord {
  let record = from;
  for (let n = 0; n < count; n += 1) record = judgeAttempt(record, false, now).record;
  return record;
}

describe('sign-in lock-out', () => {
  it('refuses four failures without locking', () => {
    const record = afterFailures(4);
    expect(record).toMatchObject({ failures: 4, lockedUntil: null });
    expect(isLocked(record, T0)).toBe(false);
  });

  it('locks for 15 minutes with the fifth failure', () => {
    const record = afterFailures(5);
    expect(isLocked(record, T0)).toBe(true);
    expect(secondsLocked(record, addMinutes(T0, 1))).toBe(14 * 60);
    expect(isLocked(record, addMinutes(T0, 15))).toBe(false);
  });

  it('does not let a right password through a lock, and does not prolong it', () => {
    const record = afterFailures(5);
    expect(judgeAttempt(record, true, addMinutes(T0, 14))).toEqual({ outcome: 'locked', record });
    expect(judgeAttempt(record, false, addMinutes(T0, 14))).toEqual({ outcome: 'locked', record });
  });

  it('starts to count afresh once the lock is over', () => {
    const later = addMinutes(T0, 15);
    expect(judgeAttempt(afterFailures(5), false, later).record).toMatchObject({
      failures: 1,
      lockedUntil: null,
    });
    expect(judgeAttempt(afterFailures(5), true, later)).toEqual({
      outcome: 'admitted',
      record: CLEAN_RECORD,
    });
  });

  it('forgets failures that are older than the span', () => {
    const record = afterFailures(4);
    expect(judgeAttempt(record, false, addMinutes(T0, 15)).record.failures).toBe(1);
  });

  it('forgets failures with a success', () => {
    expect(judgeAttempt(afterFailures(4), true, T0)).toEqual({ outcome: 'admitted', record: CLEAN_RECORD });
  });
});
