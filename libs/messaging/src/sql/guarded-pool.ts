import { Pool, type PoolClient } from 'pg';
import { currentCall } from '../call-context';
import { PlainError } from '../loggable-message';

/** A statement of a partner's request that would have been none of its transaction. */
export class OutsideOfReachError extends PlainError {
  constructor() {
    super(
      'a partner’s request asked the database past its UnitOfWork, where it would reach the rows of everybody',
    );
  }
}

type Lent = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (broken?: boolean) => void,
) => void;

/**
 * A pool that lends nothing to a partner's request, but to its transactions by {@link lend}: what goes past them
 * (TypeORM's repositories, `DataSource.query`) would run under the service's own role, which sees all rows.
 */
export class GuardedPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: Lent): void;
  override connect(callback?: Lent): Promise<PoolClient> | void {
    if (currentCall()?.partnerId === undefined) {
      return callback ? super.connect(callback as never) : super.connect();
    }
    const error = new OutsideOfReachError();
    if (!callback) return Promise.reject(error);
    callback(error, undefined, () => undefined);
  }

  /** A connection for a transaction, which sees to the role. */
  lend(): Promise<PoolClient> {
    return super.connect();
  }
}

/** A connection for a transaction from any pool. */
export function lendFrom(pool: Pool): Promise<PoolClient> {
  return pool instanceof GuardedPool ? pool.lend() : pool.connect();
}
