import { PlainError } from '@houtai/messaging';
import type { SealedPlace } from './sealed-place';

/** A sealed value that cannot be opened where it lies: somebody moved or altered it, or the data key is another one. */
export class SealBrokenError extends PlainError {
  readonly table: string;
  readonly column: string;
  readonly record: string;

  /** @param why continues `The value of <table>.<column> …` */
  constructor({ table, column, record }: SealedPlace, why: string) {
    super(`The value of ${table}.${column} of record ${record} ${why}`);
    this.table = table;
    this.column = column;
    this.record = record;
  }
}
