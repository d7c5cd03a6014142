import { addDays, addHours } from '@houtai/domain-kit';
import { scenariosOf } from '@houtai/testing';
import { statusAt } from '../credentials/key-status';
import { daysToTell, noticeAfter, type ApiKeyEvent } from './api-key';
import { apiKey } from './api-key.aggregate';

const at = '2026-11-01T00:00:00.000Z';
const expiresAt = addDays(at, 365);
const details = {
  keyId: 'k',
  partnerId: 'p',
  name: 'engine',
  secretHash: 'hash',
  scopes: ['branches:read', 'availability:read'],
  networks: [],
  expiresAt,
  createdBy: 'somebody',
};
const created: ApiKeyEvent = { type: 'KeyCreated', ...details, nextNoticeAt: addDays(expiresAt, -30), at };
const rotated: ApiKeyEvent = { type: 'KeyRotated', successorId: 'k2', expiresAt: addHours(at, 24), at };
const revoked: ApiKeyEvent = { type: 'KeyRevoked', at };
const { givenEvents } = scenariosOf(apiKey);

describe('an api key', () => {
  it('has one successor, and is good until the overlap is over, never longer than before', () => {
    const rotate = { type: 'RotateKey', successorId: 'k2', overlapHours: 24, at } as const;
    givenEvents(created).when(rotate).thenEvents(rotated);
    givenEvents(created, rotated)
      .when({ ...rotate, successorId: 'k3' })
      .thenError('key-already-rotated');
    const late = addHours(expiresAt, -1);
    givenEvents(created)
      .when({ ...rotate, at: late })
      .thenEvents({ type: 'KeyRotated', successorId: 'k2', expiresAt, at: late });
    givenEvents(created)
      .when({ ...rotate, at: expiresAt })
      .thenError('key-not-active');
    givenEvents(created, revoked).when(rotate).thenError('key-not-active');
  });

  it('is only narrowed, also while its successor takes over', () => {
    const narrow = { type: 'NarrowKey', scopes: ['branches:read'], at } as const;
    const narrowed = { type: 'KeyNarrowed', scopes: ['branches:read'], at } as const;
    givenEvents(created).when(narrow).thenEvents(narrowed);
    givenEvents(created, rotated).when(narrow).thenEvents(narrowed);
    givenEvents(created, narrowed).when(narrow).thenEvents();
    givenEvents(created, narrowed)
      .when({ ...narrow, scopes: ['branches:read', 'availability:read'] })
      .thenError('key-only-narrows');
    givenEvents(created, revoked).when(narrow).thenError('key-not-active');
  });

  it('is revoked once, rotated or not', () => {
    givenEvents(created).when({ type: 'RevokeKey', at }).thenEvents(revoked);
    givenEvents(created, rotated).when({ type: 'RevokeKey', at }).thenEvents(revoked);
    givenEvents(created, revoked).when({ type: 'RevokeKey', at }).thenEvents();
  });

  it('is told of 30, 7 and 1 days before it ends, unless it has a successor', () => {
    const tell = (now: string) => ({ type: 'TellOfExpiry', at: now }) as const;
    const month = addDays(expiresAt, -30);
    const told: ApiKeyEvent = {
      type: 'ExpiryAnnounced',
      daysLeft: 30,
      nextNoticeAt: addDays(expiresAt, -7),
      at: month,
    };
    givenEvents(created).when(tell(month)).thenEvents(told);
    givenEvents(created, told).when(tell(month)).thenEvents();
    const day = addDays(expiresAt, -1);
    givenEvents(created, told)
      .when(tell(day))
      .thenEvents({ type: 'ExpiryAnnounced', daysLeft: 1, nextNoticeAt: undefined, at: day });
    givenEvents(created, rotated).when(tell(month)).thenEvents();
    givenEvents(created, revoked).when(tell(month)).thenEvents();
  });
});

describe('the end of a key', () => {
  it.each([
    [365, 30],
    [30, 7],
    [10, 7],
    [7, 1],
    [1, undefined],
  ])('of one made for %s days is told of first %s days before', (days, first) => {
    expect(noticeAfter(at, addDays(at, days))).toBe(first && addDays(at, days - first));
  });

  it('is what a key is good until, itself not included', () => {
    expect(statusAt(addHours(expiresAt, -1), { status: 'active', expiresAt })).toBe('active');
    expect(statusAt(expiresAt, { status: 'rotated', expiresAt })).toBe('expired');
    expect(statusAt(expiresAt, { status: 'revoked', expiresAt })).toBe('revoked');
    expect(daysToTell(addDays(expiresAt, -20), expiresAt)).toBe(30);
  });
});
