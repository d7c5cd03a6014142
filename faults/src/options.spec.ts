import { readOptions } from './options';
import { FAULTS } from './rows';

describe('the arguments of npm run test:faults', () => {
  it('plays every row but the longest with a drawn seed when nothing is said', () => {
    expect(readOptions([], FAULTS, 5)).toMatchObject({
      seed: 5,
      complete: true,
      brokers: 3,
      late: 'failed',
      rows: FAULTS.filter(({ onlyNamed }) => !onlyNamed),
    });
  });

  it('plays the short rows, or those named, and then writes no page', () => {
    const short = readOptions(['--short', '--seed', '9'], FAULTS, 5);
    expect(short).toMatchObject({ seed: 9, complete: false, brokers: 1, late: 'skipped' });
    expect(short.rows.length).toBeGreaterThan(2);
    expect(short.rows.length).toBeLessThan(FAULTS.length);
    const [only] = readOptions(['--only', 'poison'], FAULTS, 5).rows;
    expect(only?.name).toBe('poison');
  });

  it.each([[['--only', 'poisn']], [['--seed', 'x']], [['--fast']]])('refuses %j', (args) => {
    expect(() => readOptions(args, FAULTS, 5)).toThrow();
  });

  it('has a name of its own for every row', () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  });
});
