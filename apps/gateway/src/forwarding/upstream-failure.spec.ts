import { mayRetry, upstreamFailure } from './upstream-failure';

describe('failure of a service', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'unreachable'],
    [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }] }, 'unreachable'],
    [{ code: 'UND_ERR_SOCKET', cause: { code: 'ENOTFOUND' } }, 'unreachable'],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'timeout'],
    [{ code: 'UND_ERR_SOCKET' }, 'broken'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'broken'],
    [new TypeError('odd'), 'broken'],
    [undefined, 'broken'],
  ])('%j is %s', (error, failure) => {
    expect(upstreamFailure(error)).toBe(failure);
  });

  it.each([
    ['unreachable', 'POST', false, false, true],
    ['unreachable', 'POST', false, true, false],
    ['broken', 'GET', false, false, true],
    ['broken', 'POST', true, false, true],
    ['broken', 'POST', false, false, false],
    ['broken', 'POST', true, true, false],
    ['timeout', 'GET', false, false, false],
  ] as const)('%s %s (key %s, spent %s): retry %s', (failure, method, hasIdempotencyKey, spent, retry) => {
    expect(mayRetry(failure, { method, hasIdempotencyKey, spent })).toBe(retry);
  });
});
