import type { ClientOptions } from '../client-options.js';
import { Connection } from '../connection.js';
import type { LiveUpdate } from '../live/live-update.js';
import { liveUpdates, type LiveWish } from '../live/live-updates.js';
import { problemGuard, type ProblemOf } from '../problems/houtai-problem.js';
import { createClient } from './generated/client/index.js';
import { UNREPEATABLE, type ProblemDetails } from './generated/facts.gen.js';
import { InternalOperations } from './generated/sdk.gen.js';

/**
 * What the front ends of the house may do, an operation a method, each by the permissions of whoever has signed in.
 * its body and throws `HoutaiProblem` when it is refused, `HoutaiUnreachable` when no answer came.
 */
export class HoutaiInternal extends InternalOperations {
  private readonly connection: Connection;

  /** @throws TypeError for a key that is mistyped or cut */
  constructor(options: ClientOptions) {
    const connection = new Connection(options);
    super({ client: connection.equip(createClient({ throwOnError: true }), UNREPEATABLE) });
    this.connection = connection;
  }

  /** Live updates for as long as they are read; see `liveUpdates`. */
  live(wish: LiveWish): AsyncGenerator<LiveUpdate, void, void> {
    return liveUpdates(this.connection, wish);
  }
}

/** The code of a problem that the house can meet. */
export type ProblemCode = keyof ProblemDetails;

/** A problem by its code, with its facts. */
export type Problem<Code extends ProblemCode = ProblemCode> = ProblemOf<ProblemDetails, Code>;

/** `catch (thrown) { if (isProblem(thrown, 'class-not-in-contract')) thrown.details.classCode … }` */
export const isProblem = problemGuard<ProblemDetails>();
