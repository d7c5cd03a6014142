/** One term of a row or of a column: the index of the other and the factor. */
export type Term = readonly [index: number, factor: number];

/**
 * A linear programme to be minimised, built row by row and then column by column. Every variable is at least zero.
 */
export class LinearProgramme {
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly costs: number[] = [];
  readonly upper: number[] = [];
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];

  /** @returns its index, for the terms of columns */
  addRow(lower: number, upper: number): number {
    this.rowUpper.push(upper);
    return this.rowLower.push(lower) - 1;
  }

  /**
   * Terms of one row are added up.
   * @returns its index, for what was found
   */
  addColumn(cost: number, terms: readonly Term[], upper = Infinity): number {
    const factors = new Map<number, number>();
    for (const [row, factor] of terms) factors.set(row, (factors.get(row) ?? 0) + factor);
    for (const [row, factor] of factors) {
      if (factor === 0) continue;
      this.indices.push(row);
      this.values.push(factor);
    }
    this.starts.push(this.indices.length);
    this.upper.push(upper);
    return this.costs.push(cost) - 1;
  }
}
