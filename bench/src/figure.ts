/** One line of the table: what the system did, beside the least it could have cost on this machine in this run. */
export interface Figure {
  readonly measurement: string;
  readonly value: number;
  readonly unit: string;
  /** Every run of which `value` is the median. */
  readonly runs?: readonly number[];
  readonly floor?: { readonly what: string; readonly value: number; readonly runs: readonly number[] };
  /** System over floor, where more is better. */
  readonly ratio?: number;
  readonly target?: Target;
  readonly note?: string;
}

export interface Target {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Whether the figure keeps its target; undefined when there is none. */
export function isMet({ value, ratio, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  const judged = target.of === 'ratio' ? ratio : value;
  if (judged === undefined || Number.isNaN(judged)) return false;
  return judged >= (target.atLeast ?? -Infinity) && judged <= (target.atMost ?? Infinity);
}
