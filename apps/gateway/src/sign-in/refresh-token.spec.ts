import { addDays } from '@houtai/domain-kit';
import { judgeRefresh, refreshExpiry, type RefreshToken } from './refresh-token';

const T0 = '2027-03-01T02:00:00.000Z';
const token: RefreshToken = {
  id: 'a',
  familyId: 'f',
  accountId: 'x',
  signedInAt: T0,
  expiresAt: addDays(T0, 7),
  usedAt: null,
  revokedAt: null,
};

describe('refresh token', () => {
  it('is exchanged for a successor that lives seven days from now', () => {
    const now = addDays(T0, 3);
    expect(judgeRefresh(token, now)).toEqual({ kind: 'rotate', expiresAt: addDays(T0, 10) });
  });

  it('never outlives thirty days from the sign-in', () => {
    expect(refreshExpiry(T0, addDays(T0, 28))).toBe(addDays(T0, 30));
  });

  it.each([
    ['nobody issued', undefined, T0, 'refused'],
    ['is expired', token, addDays(T0, 7), 'refused'],
    ['is revoked', { ...token, revokedAt: T0 }, T0, 'refused'],
    ['is revoked and used', { ...token, usedAt: T0, revokedAt: T0 }, T0, 'refused'],
    ['was exchanged before', { ...token, usedAt: T0 }, T0, 'reused'],
    ['was exchanged before and expired since', { ...token, usedAt: T0 }, addDays(T0, 20), 'reused'],
  ])('that %s is %4$s', (_case, presented, now, kind) => {
    expect(judgeRefresh(presented, now)).toEqual({ kind });
  });
});
