import fc from 'fast-check';
import { spoilt } from './spoilt-arbitrary';

describe('a body that is spoilt', () => {
  it('can be sent, however often its faults meet each other', () => {
    const bodies = spoilt({ name: 'a', lines: [{ fen: 1 }, { fen: 2 }] });
    const sent = (runs: number) =>
      fc.sample(bodies, { numRuns: runs, seed: 7 }).map((body) => JSON.stringify(body));
    const once = sent(20_000);
    // What one body was made of is not left in the next.
    expect(sent(20_000)).toEqual(once);
  });
});
