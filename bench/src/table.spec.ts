import { isMet, type Figure } from './figure';
import { table } from './table';

const intake: Figure = {
  measurement: 'intake',
  value: 400,
  unit: '/s',
  floor: { what: 'pgbench', value: 1_600, runs: [1_600] },
  ratio: 0.25,
  target: { of: 'ratio', atLeast: 0.25 },
};

describe('the table of figures', () => {
  it('shows a figure beside its floor, the target and whether it is met', () => {
    expect(table([intake]).split('\n')[2]).toBe(
      'intake       400 /s  1,600 /s (pgbench)  0.25   ratio >= 0.25  met',
    );
  });

  it('says what is missed, and what has no target', () => {
    const late: Figure = { measurement: 'p99', value: 300, unit: 'ms', target: { of: 'value', atMost: 250 } };
    const lines = table([late, { measurement: 'memory', value: 120, unit: 'MiB' }]).split('\n');
    expect(lines[2]).toContain('<= 250  MISSED');
    expect(lines[3]).toBe('memory       120 MiB');
  });

  it('numbers the notes', () => {
    const lines = table([{ ...intake, note: 'on two cores' }]).split('\n');
    expect(lines[2]).toContain('intake [1]');
    expect(lines[3]).toBe('[1] on two cores');
  });

  it.each([
    [{ ...intake, ratio: 0.24 }, false],
    [{ ...intake, ratio: undefined }, false],
    [{ ...intake, target: undefined }, undefined],
    [{ ...intake, value: Infinity, target: { of: 'value', atMost: 250 } } as Figure, false],
  ])('judges %#', (figure, met) => expect(isMet(figure)).toBe(met));
});
