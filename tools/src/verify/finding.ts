/** What one check found. */
export interface Finding {
  readonly check: string;
  /** Things looked at: a check that looked at nothing proves nothing. */
  readonly looked: number;
  readonly faults: number;
  /** The first few faults, with their ids. */
  readonly examples: readonly string[];
  /** What is worth knowing and no fault. */
  readonly note?: string;
}

export const EXAMPLES = 5;

/** A finding from a list of faults in words. */
export function findingOf(check: string, looked: number, faults: readonly string[], note?: string): Finding {
  return { check, looked, faults: faults.length, examples: faults.slice(0, EXAMPLES), note };
}

/** The findings as lines of a table, each fault's examples below its row. */
export function findingLines(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const row = (check: string, looked: string, faults: string, note = ''): string =>
    `${check.padEnd(width)}  ${looked.padStart(9)}  ${faults.padStart(7)}  ${note}`.trimEnd();
  return [
    row('check', 'looked at', 'faults'),
    ...findings.flatMap(({ check, looked, faults, examples, note }) => [
      row(check, String(looked), String(faults), note),
      ...examples.map((example) => `    ${example}`),
      ...(faults > examples.length ? [`    and ${faults - examples.length} more`] : []),
    ]),
  ];
}
