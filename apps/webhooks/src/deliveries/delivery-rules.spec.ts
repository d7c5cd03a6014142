import { MOST_ATTEMPTS, retryAfterMs, waitAfter } from './back-off';
import {
  breakerOf,
  HEALTHY,
  healthAfter,
  isToBeDisabled,
  type EndpointHealth,
} from '../endpoints/endpoint-health';
import { verdictOf } from './verdict';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const taken = { isTaken: true, status: 200 };
const failed = { isTaken: false, status: 500 };
const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);

describe('when a delivery is tried again', () => {
  it('waits longer each time, a fifth more or less, and ends after ten attempts', () => {
    expect(waitAfter(1, 0.5)).toBe(5 * SECOND);
    expect(waitAfter(1, 0)).toBe(4 * SECOND);
    expect(waitAfter(1, 1)).toBe(6 * SECOND);
    expect(waitAfter(9, 0.5)).toBe(24 * HOUR);
    expect(waitAfter(MOST_ATTEMPTS, 0.5)).toBeUndefined();
    expect(verdictOf({ status: 500, made: MOST_ATTEMPTS, chance: 0.5, now: NOW }).state).toBe('exhausted');
  });

  it('waits for as long as the receiver asks, at most a day, and never less than otherwise', () => {
    expect(waitAfter(1, 0.5, 60 * SECOND)).toBe(60 * SECOND);
    expect(waitAfter(1, 0.5, 365 * DAY)).toBe(24 * HOUR);
    expect(waitAfter(2, 0.5, SECOND)).toBe(300 * SECOND);
  });

  it.each([
    ['120', 120 * SECOND],
    ['Sun, 01 Mar 2026 00:01:00 GMT', 60 * SECOND],
    ['Sat, 28 Feb 2026 00:01:00 GMT', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['2027', 2_027 * SECOND],
    ['March 1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads Retry-After %p', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms));

  it.each([301, 302, 307, 400, 401, 404, 410, 429, 500, 503])('takes status %i for a failure', (status) => {
    expect(verdictOf({ status, made: 1, chance: 0.5, now: NOW }).state).toBe('waiting');
  });

  it.each([200, 201, 202, 204, 299])('takes status %i for delivered', (status) => {
    expect(verdictOf({ status, made: 1, chance: 0.5, now: NOW }).state).toBe('delivered');
  });
});

describe('health of an endpoint', () => {
  const after = (health: EndpointHealth, outcomes: Parameters<typeof healthAfter>[1], now = NOW) =>
    healthAfter(health, outcomes, { now, mostInFlight: 8 });

  it('opens the breaker at seven failures of ten in five minutes, not at nine attempts', () => {
    expect(breakerOf(after(HEALTHY, times(9, failed)), NOW)).toBe('closed');
    const mixed = after(after(HEALTHY, times(3, taken)), times(7, failed));
    expect(mixed.breakerOpenUntil).toBe(NOW + 30 * SECOND);
    const old = after(HEALTHY, times(9, failed));
    expect(breakerOf(after(old, [failed], NOW + 6 * 60 * SECOND), NOW)).toBe('closed');
  });

  it('tries one after 30 s, then doubles up to 15 minutes, and closes at the first that is taken', () => {
    let health = after(HEALTHY, times(10, failed));
    const waits: number[] = [];
    let now = NOW;
    for (let n = 0; n < 7; n += 1) {
      waits.push((health.breakerOpenUntil! - now) / SECOND);
      expect(breakerOf(health, now + SECOND)).toBe('open');
      now = health.breakerOpenUntil!;
      expect(breakerOf(health, now)).toBe('half-open');
      health = after(health, [failed], now);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    health = after(health, [taken], health.breakerOpenUntil);
    expect(breakerOf(health, now)).toBe('closed');
    expect(breakerOf(after(health, [failed], now), now)).toBe('closed');
  });

  it('hears nothing new from what was under way when the breaker opened', () => {
    const open = after(HEALTHY, times(10, failed));
    expect(after(open, [failed, failed], NOW + SECOND).breakerOpenUntil).toBe(open.breakerOpenUntil);
    expect(breakerOf(after(open, [taken], NOW + SECOND), NOW + SECOND)).toBe('open');
  });

  it.each([429, 502, 504])(
    'halves the places after %i, to one at least, and gives them back one by one',
    (status) => {
      let health = after(HEALTHY, [{ isTaken: false, status }]);
      expect(health.places).toBe(4);
      for (let n = 0; n < 5; n += 1) health = after(health, [{ isTaken: false, status }]);
      expect(health.places).toBe(1);
      health = after(health, times(10, taken));
      expect(health.places).toBe(2);
      health = after(health, times(60, taken));
      expect(health.places).toBeUndefined();
    },
  );

  it('is given up when all attempts of five days failed, and not before', () => {
    let health = after(HEALTHY, [failed]);
    health = after(health, [failed], NOW + 5 * DAY - SECOND);
    expect(isToBeDisabled(health, NOW + 5 * DAY - SECOND)).toBe(false);
    health = after(health, [failed], NOW + 5 * DAY);
    expect(isToBeDisabled(health, NOW + 5 * DAY)).toBe(true);
    expect(isToBeDisabled(after(health, [taken], NOW + 5 * DAY), NOW + 5 * DAY)).toBe(false);
  });
});
