import loadHighs, { type Highs } from 'highs';
import type { LinearProgramme } from './linear-programme';

export interface Optimum {
  readonly cost: number;
  /** By index of the columns. */
  readonly values: Float64Array;
}

/** A programme that is solved again and again; each time it goes on from where it was. */
export interface Solving {
  /**
   * Holds up its thread until it is done.
   * @returns undefined when the time is over
   * @throws Error when nothing keeps all rows
   */
  solve(): Optimum | undefined;
  /** From now on this column is zero. */
  close(column: number): void;
}

/** HiGHS takes no infinite limit. */
const LONGEST = 1e9;

let loaded: Promise<Highs> | undefined;

/**
 * Lends a programme to HiGHS for as long as `work` takes.
 * @param seconds most that all solutions together may take
 */
export async function minimising<T>(
  programme: LinearProgramme,
  seconds: number,
  work: (solving: Solving) => T,
): Promise<T> {
  const highs = await (loaded ??= loadHighs());
  const { costs, upper, rowLower, rowUpper, starts, indices, values } = programme;
  const [numCols, numRows] = [costs.length, rowLower.length];
  const matrix = { format: 'csc' as const, numRows, numCols, starts, indices, values };
  const colLower = new Float64Array(numCols);
  const source = { numCols, numRows, colCost: costs, colLower, colUpper: upper, rowLower, rowUpper, matrix };
  const model = highs.createModel(source);
  try {
    model.options.set({ output_flag: false, time_limit: Math.min(seconds, LONGEST) });
    return work({
      solve: () => {
        const { modelStatus } = model.run();
        const { optimal, timeLimit, empty } = highs.constants.modelStatus;
        if (modelStatus === timeLimit) return undefined;
        if (modelStatus === empty) return { cost: 0, values: new Float64Array(0) };
        if (modelStatus !== optimal) throw new Error(`HiGHS ended with status ${modelStatus}`);
        return { cost: model.getObjectiveValue(), values: model.getSolution().colValue };
      },
      close: (column) => model.changeColBounds(column, 0, 0),
    });
  } finally {
    model.dispose();
  }
}
