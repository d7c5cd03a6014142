import { TellsNoValues } from '../loggable-message';

/** Data that breaks the schema of its event, or a key or version the bus cannot carry: a programming error. */
export class InvalidEventError extends Error implements TellsNoValues {
  readonly tellsNoValues = true;

  constructor(
    readonly type: string,
    readonly faults: readonly string[],
  ) {
    super(`${type}: ${faults.join('; ')}`);
    this.name = 'InvalidEventError';
  }
}
