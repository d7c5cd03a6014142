import fc from 'fast-check';
import { StepCounts } from './step-counts';

const anyChange = fc.record({ at: fc.nat(300), by: fc.constantFrom(-1, 1, 1, 2) });

describe('the count of a branch over time', () => {
  it('what comes back at 10 may leave at 10', () => {
    const counts = new StepCounts();
    counts.add(10, -1);
    counts.add(10, 1);
    expect(counts.lowest(0, Infinity)).toBe(0);
    expect([...counts.steps()]).toEqual([]);
  });

  it('answers as a plain list of all changes would, through splits and removals of blocks', () => {
    fc.assert(
      fc.property(
        fc.array(anyChange, { minLength: 1, maxLength: 400, size: 'max' }),
        fc.array(fc.tuple(fc.nat(310), fc.integer({ min: 1, max: 120 }), fc.integer({ min: -2, max: 4 })), {
          minLength: 5,
          maxLength: 5,
        }),
        (changes, questions) => {
          const counts = new StepCounts();
          for (const { at, by } of changes) counts.add(at, by);
          const kept = changes.slice(changes.length >> 1);
          for (const { at, by } of changes.slice(0, changes.length >> 1).reverse()) counts.add(at, -by);
          const countAt = (at: number) =>
            kept.reduce((sum, change) => (change.at <= at ? sum + change.by : sum), 0);
          for (const [from, length, level] of questions) {
            const instants = Array.from({ length }, (_, index) => from + index);
            expect(counts.countAt(from)).toBe(countAt(from));
            expect(counts.lowest(from, from + length)).toBe(Math.min(...instants.map(countAt)));
            const later = Array.from({ length: 320 }, (_, index) => from + index);
            const first = later.find((at) => countAt(at) < level) ?? Infinity;
            expect(counts.firstBelow(level, from)).toBe(first);
          }
          const steps = [...counts.steps()];
          expect(steps.every(([at, count]) => count === countAt(at))).toBe(true);
          expect(steps.map(([at]) => at)).toEqual(
            [...new Set(steps.map(([at]) => at))].sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 150, seed: 20_261_129 },
    );
  });
});
