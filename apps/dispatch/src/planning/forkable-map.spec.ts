import fc from 'fast-check';
import { ForkableMap } from './forkable-map';

const anyChange = fc.record({
  /** Which of the maps there are by then; a copy of it is made before. */
  of: fc.nat(5),
  forks: fc.boolean(),
  key: fc.integer({ min: 0, max: 200 }).map((n) => `k${n}`),
  value: fc.option(fc.nat(1_000), { freq: 3 }),
});

describe('a map that forks', () => {
  it('and all its copies hold what maps would that were copied whole', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 60 }), (changes) => {
        const maps = [{ forkable: ForkableMap.empty<number>(), plain: new Map<string, number>() }];
        for (const { of, forks, key, value } of changes) {
          const one = maps[of % maps.length];
          if (!one) continue;
          if (forks) maps.push({ forkable: one.forkable.fork(), plain: new Map(one.plain) });
          if (value === null) {
            one.forkable.delete(key);
            one.plain.delete(key);
          } else {
            one.forkable.set(key, value);
            one.plain.set(key, value);
          }
        }
        for (const { forkable, plain } of maps) {
          expect(forkable.size).toBe(plain.size);
          expect([...plain.keys()].map((key) => forkable.get(key))).toEqual([...plain.values()]);
          expect([...forkable.values()].sort()).toEqual([...plain.values()].sort());
        }
      }),
    );
  });
});
