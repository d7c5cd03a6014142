import { BENCHMARKS, parseOptions } from './options';

describe('options of the benchmarks', () => {
  it('runs everything unless told otherwise', () => {
    expect(parseOptions([])).toEqual({
      only: new Set(BENCHMARKS),
      quick: false,
      json: undefined,
      help: false,
    });
  });

  it('runs what is asked for', () => {
    const { only, quick, json } = parseOptions(['--only', 'bus, saga', '--quick', '--json', 'out.json']);
    expect([[...only], quick, json]).toEqual([['bus', 'saga'], true, 'out.json']);
  });

  it('refuses what it does not know', () => {
    expect(() => parseOptions(['--only', 'bus,disk'])).toThrow('there is no benchmark disk');
    expect(() => parseOptions(['--fast'])).toThrow("Unknown option '--fast'");
  });
});
