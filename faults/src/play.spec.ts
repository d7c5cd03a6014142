import type { AnyFault, Fault, LoneFault } from './fault';
import { play, type Closable } from './play';
import type { RowResult } from './run-fault';

const fault = (name: string): Fault => ({ name, title: name, how: '', run: () => Promise.resolve() });
const result = (of: AnyFault, verdict: RowResult['verdict']): RowResult => ({
  fault: of,
  verdict,
  notes: [],
  seconds: 1,
});

describe('a series of faults', () => {
  let opened: number;
  let closed: number;
  let told: string[];
  const openStage = (): Promise<Closable> => {
    opened += 1;
    return Promise.resolve({ close: () => Promise.resolve(void (closed += 1)) });
  };
  const playing = (names: readonly string[], run: (name: string) => Promise<RowResult['verdict']>) => ({
    rows: names.map(fault),
    endsAt: Date.now() + 60_000,
    lastBeginAt: Date.now() + 60_000,
    late: 'failed' as const,
    openMs: 1_000,
    closeMs: 50,
    open: openStage,
    run: async (_: Closable, of: Fault) => result(of, await run(of.name)),
    alone: (of: LoneFault) => Promise.resolve(result(of, opened > closed ? 'failed' : 'passed')),
    tell: ({ fault: { name }, verdict, notes }: RowResult) =>
      void told.push([name, verdict, ...notes].join(' ')),
  });

  beforeEach(() => {
    [opened, closed, told] = [0, 0, []];
  });

  it('uses one system as long as its rows pass', async () => {
    await play(playing(['a', 'b', 'c'], (name) => Promise.resolve(name === 'b' ? 'skipped' : 'passed')));
    expect(told).toEqual(['a passed', 'b skipped', 'c passed']);
    expect([opened, closed]).toEqual([1, 1]);
  });

  it('goes on after a failed row, on new servers', async () => {
    await play(playing(['a', 'b'], (name) => Promise.resolve(name === 'a' ? 'failed' : 'passed')));
    expect(told).toEqual(['a failed', 'b passed']);
    expect([opened, closed]).toEqual([2, 2]);
  });

  it('stops its system before a row that brings its own, and starts another after it', async () => {
    const lone: LoneFault = { name: 'b', title: 'b', how: '', alone: () => Promise.resolve([]) };
    const passing = playing([], () => Promise.resolve('passed'));
    await play({ ...passing, rows: [fault('a'), lone, fault('c')] });
    expect(told).toEqual(['a passed', 'b passed', 'c passed']);
    expect([opened, closed]).toEqual([2, 2]);
  });

  it('goes on after a row that broke, and after servers that did not start or do not end', async () => {
    const starts = ['none', 'hangs', 'good'];
    const open = (): Promise<Closable> => {
      const how = starts.shift();
      if (how === 'none') return Promise.reject(new Error('no Java'));
      if (how === 'hangs') return Promise.resolve({ close: () => new Promise(() => undefined) });
      return openStage();
    };
    const run = (name: string): Promise<RowResult['verdict']> =>
      name === 'b' ? Promise.reject(new Error('broken')) : Promise.resolve('passed');
    await play({ ...playing(['a', 'b', 'c'], run), open });
    expect(told).toEqual(['a failed no Java', 'b failed broken', 'c passed']);
    expect([opened, closed]).toEqual([1, 1]);
  });

  it('ends in time: a row that hangs fails, and so do those that could not begin', async () => {
    const run = (name: string): Promise<RowResult['verdict']> =>
      name === 'a' ? Promise.resolve('passed') : new Promise(() => undefined);
    const endsAt = Date.now() + 200;
    await play({ ...playing(['a', 'b', 'c'], run), endsAt, lastBeginAt: endsAt });
    const late = 'c failed there was no time left for it on this machine';
    expect(told).toEqual(['a passed', 'b failed the time of the suite was over', late]);
    expect([opened, closed]).toEqual([1, 1]);
  });

  it('of the short part leaves out what a slow machine has no time for, and says so', async () => {
    const run = async (): Promise<RowResult['verdict']> => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return 'passed';
    };
    await play({ ...playing(['a', 'b'], run), lastBeginAt: Date.now() + 50, late: 'skipped' });
    expect(told).toEqual(['a passed', 'b skipped there was no time left for it on this machine']);
  });
});
