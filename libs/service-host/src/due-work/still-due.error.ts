import { PlainError } from '@houtai/messaging';

/** An item was handled without an error and is due as before: what handles it left it as it was. */
export class StillDueError extends PlainError {
  constructor() {
    super('It was handled and is still due');
  }
}
