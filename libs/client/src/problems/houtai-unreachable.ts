import type { Sending } from './houtai-problem.js';

/**
 * No answer came: whether it was done is not known. With `sending.idempotencyKey` the same call can be made again
 * later, and is answered as the first one would have been.
 */
export class HoutaiUnreachable extends Error {
  override readonly name = 'HoutaiUnreachable';

  constructor(
    cause: unknown,
    readonly sending: Sending,
  ) {
    super(`${sending.method} ${sending.url} was not answered`, { cause });
  }
}
