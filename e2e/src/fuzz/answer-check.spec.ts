import { AnswerCheck } from './answer-check';

const route = { method: 'GET', path: '/x', operation: { responses: { 200: { description: 'ok' } } } };
const check = new AnswerCheck({ paths: {}, components: { schemas: {} } } as never);
const faultsOf = (status: number, body: unknown) =>
  check.faultsOf(route as never, { status, headers: new Headers(), body });

describe('an answer to the fuzzer', () => {
  it('may be that the head was too large, whatever was asked for', () => {
    expect(faultsOf(431, { code: 'headers-too-large' })).toEqual([]);
    expect(faultsOf(431, { code: 'something-else' })).toEqual(['431 is no status of the operation']);
  });

  it('is of a status that the operation has', () => {
    expect(faultsOf(418, {})).toEqual(['418 is no status of the operation']);
    expect(faultsOf(500, {})).toEqual(['a server error 500']);
  });
});
