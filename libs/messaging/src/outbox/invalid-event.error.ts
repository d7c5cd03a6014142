import { PlainError } from '../loggable-message';

/** Data that breaks the schema of its event, or a key or version the bus cannot carry: a programming error. */
export class InvalidEventError extends PlainError {
  constructor(
    readonly type: string,
    readonly faults: readonly string[],
  ) {
    super(`${type}: ${faults.join('; ')}`);
  }
}
