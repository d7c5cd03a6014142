import type { TellsNoValues } from '@houtai/messaging';

/** An item was handled without an error and is due as before: what handles it left it as it was. */
export class StillDueError extends Error implements TellsNoValues {
  readonly tellsNoValues = true;

  constructor() {
    super('It was handled and is still due');
    this.name = 'StillDueError';
  }
}
