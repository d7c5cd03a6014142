import { retry } from './retry';
import type { Attempted } from './work';

const SOON = new Error('soon');
const NEVER = new Error('never');

describe('what may pass is tried again in place', () => {
  const attempts: number[] = [];
  const step = (...outcomes: (Error | undefined)[]) =>
    retry<Attempted>(
      { retryMs: 0, attempts: 3 },
      (error) => error === SOON,
    )(({ attempt }) => {
      attempts.push(attempt);
      const outcome = outcomes[attempt - 1];
      return outcome ? Promise.reject(outcome) : Promise.resolve();
    });
  const ours = { attempt: 1, isCurrent: () => true };
  beforeEach(() => (attempts.length = 0));

  it.each([
    ['once when it succeeds', [], undefined, 1],
    ['until it succeeds', [SOON, SOON], undefined, 3],
    ['until its attempts are used up', [SOON, SOON, SOON], SOON, 3],
    ['but not when it will never pass', [SOON, NEVER], NEVER, 2],
  ])('%s', async (_name, outcomes, error, tried) => {
    const done = step(...outcomes)(ours);
    await (error ? expect(done).rejects.toBe(error) : done);
    expect(attempts).toEqual([1, 2, 3].slice(0, tried));
  });

  it('but not when somebody else has the partition', async () => {
    await expect(step(SOON)({ ...ours, isCurrent: () => false })).rejects.toBe(SOON);
    expect(attempts).toEqual([1]);
  });
});
