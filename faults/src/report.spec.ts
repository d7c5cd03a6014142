import { faultsPage } from './report';
import type { RowResult } from './run-fault';

const row = (change: Partial<RowResult>): RowResult => ({
  fault: { name: 'x', title: 'A broker | killed', how: 'SIGKILL', run: () => Promise.resolve() },
  verdict: 'passed',
  notes: [],
  seconds: 20,
  ...change,
});
const page = (rows: RowResult[]) =>
  faultsPage({ seed: 7, startedAt: new Date('2026-03-02T10:00:00Z'), seconds: 61, rows });

describe('the page of faults', () => {
  it('states seed and time of the run, and each row with its figures', () => {
    const text = page([
      row({
        load: { seconds: 10, asked: 60, accepted: 58, refused: 2, wrong: [] },
        recoverySeconds: 4.25,
        checks: { findings: [], read: { produced: 5, delivered: 6, received: 7 }, seconds: 1 },
      }),
    ]);
    expect(text).toContain('Run of 2026-03-02 10:00 UTC, seed 7, 61 s');
    expect(text).toContain('| A broker \\| killed | SIGKILL | 60, 58, 2 | 4.3 s | 5, 6, 7 | passed |');
    expect(text).toContain('Every row passed.');
  });

  it('says why a row failed or was skipped, and never that all passed', () => {
    const text = page([
      row({}),
      row({ verdict: 'failed', notes: ['not at rest\nafter 60 s'] }),
      row({ verdict: 'skipped', notes: ['no mount'] }),
    ]);
    expect(text).toContain('(failed)\n  - not at rest after 60 s');
    expect(text).toContain('(skipped)\n  - no mount');
    expect(text).not.toContain('Every row passed');
  });
});
