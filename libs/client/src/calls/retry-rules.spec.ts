import { RETRY_RULES, waitBeforeRetry, type Outcome } from './retry-rules.js';

const outcome = (more: Partial<Outcome>): Outcome => ({
  status: undefined,
  retryAfterMs: undefined,
  attempt: 1,
  repeatable: true,
  ...more,
});
const wait = (more: Partial<Outcome>, chance = 1) => waitBeforeRetry(outcome(more), RETRY_RULES, chance);

describe('when a call is sent again', () => {
  it.each([undefined, 502, 503, 504])('after %s, when doing it twice does it once', (status) => {
    expect(wait({ status })).toBe(250);
    expect(wait({ status, repeatable: false })).toBeUndefined();
  });

  it.each([200, 201, 400, 401, 403, 404, 409, 412, 422, 500])('never after %s', (status) => {
    expect(wait({ status })).toBeUndefined();
  });

  it('after 429 whatever it was: it was refused before anything was done', () => {
    expect(wait({ status: 429, repeatable: false })).toBe(250);
  });

  it('after 409 when the first request with the key is still under way', () => {
    expect(wait({ status: 409, retryAfterMs: 1_000 }, 0)).toBe(1_000);
    expect(wait({ status: 409, retryAfterMs: 1_000, repeatable: false })).toBeUndefined();
  });

  it('later and later, and never all callers at once', () => {
    expect([1, 2, 3, 4].map((attempt) => wait({ attempt }))).toEqual([250, 500, 1_000, 2_000]);
    expect(wait({ attempt: 4 }, 0.25)).toBe(500);
    expect(waitBeforeRetry(outcome({ attempt: 9 }), { ...RETRY_RULES, attempts: 20 }, 1)).toBe(10_000);
  });

  it('not before the time the answer names, and not at all when that is too far away', () => {
    expect(wait({ status: 503, retryAfterMs: 2_000 }, 0)).toBe(2_000);
    expect(wait({ status: 503, retryAfterMs: 2_000 }, 1)).toBe(2_250);
    expect(wait({ status: 429, retryAfterMs: 60_001 })).toBeUndefined();
  });

  it('no more than five times in all', () => {
    expect(wait({ attempt: 5 })).toBeUndefined();
  });
});
