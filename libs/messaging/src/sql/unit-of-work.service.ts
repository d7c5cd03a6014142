import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { currentCall, runInCall } from '../call-context';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.config';
import { onBehalfOf, partnerRole, PLAIN, type Beginning } from './beginning';
import { OutsideOfReachError } from './guarded-pool';
import { Sql } from './sql';
import { Transaction } from './transaction';

const SNAPSHOT: Beginning = { statements: ['begin isolation level repeatable read read only'] };

/**
 * Plans are made once for a connection and by index, whatever the statistics say: those made while a table was small would
 * read all of it when it has grown, and to plan anew for each list of keys costs more than to run the statement.
 */
const BY_KEY: Beginning = {
  statements: [
    'begin',
    'set local enable_seqscan = off',
    'set local plan_cache_mode = force_generic_plan',
    // before Postgres 18 a plan that cannot do without something switched off looks dear enough to be compiled
    'set local jit = off',
  ],
};

/**
 * ONE transaction around a piece of work. It joins the ambient one (the inbox transaction of a consumer,
 * the claim of an idempotent POST), else it opens its own. It runs on TypeORM's pool, below TypeORM. What a partner's
 * request does, be it one statement, runs under the partner role of the service, whose row policies show that partner's
 * rows alone; events and due work, of whichever partner, run as the service.
 */
@Injectable()
export class UnitOfWork {
  /** Statements in the transaction at hand, wherever the work got to. */
  readonly sql: Sql;
  private readonly transactions = new AsyncLocalStorage<Transaction>();

  /** @param options absent where no partner comes */
  constructor(
    private readonly dataSource: DataSource,
    @Optional() @Inject(MESSAGING_OPTIONS) private readonly options?: MessagingOptions,
  ) {
    this.sql = new Sql(
      () => this.pool(),
      () => this.current(),
      () => (currentCall()?.partnerId === undefined ? undefined : this.begin()),
    );
  }

  /**
   * Runs `work` in a transaction and commits it; any error rolls back and is thrown on. A joined run commits
   * with the outermost one.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.current() ? work() : this.inNew(PLAIN, work);
  }

  /** Like {@link run}, for a hot path whose statements find their rows by keys, and leave no table to be read whole. */
  byKey<T>(work: () => Promise<T>): Promise<T> {
    return this.current() ? work() : this.inNew(BY_KEY, work);
  }

  /**
   * Like {@link run}, but what fails is undone alone: the transaction it joins goes on, without the work and its error,
   * which is thrown on.
   */
  attempt<T>(work: () => Promise<T>): Promise<T> {
    const ambient = this.current();
    return ambient ? ambient.attempt(work) : this.run(work);
  }

  /** Reads that must agree with each other: all see the data as of the first one. */
  snapshot<T>(read: () => Promise<T>): Promise<T> {
    return this.inNew(SNAPSHOT, read);
  }

  /**
   * Work on nobody's behalf within a partner's request: for what is made of everybody's rows and shows none of them.
   * Throws inside of the partner's transaction, whose connection it would not share.
   */
  asService<T>(work: () => Promise<T>): Promise<T> {
    const call = currentCall();
    if (call?.partnerId === undefined) return work();
    if (this.current())
      throw new Error('work of the service does not belong into the transaction of a partner');
    return runInCall({ ...call, partnerId: undefined }, work);
  }

  /** Whether the caller is inside of a transaction. */
  isRunning(): boolean {
    return this.current() !== undefined;
  }

  /**
   * Calls `fn` once the current transaction is committed, never when it rolls back. The same function given
   * twice runs once. Throws outside a unit of work.
   */
  afterCommit(fn: () => void): void {
    const transaction = this.current();
    if (!transaction) throw new Error('afterCommit needs a running UnitOfWork');
    transaction.afterCommit.add(fn);
  }

  private async inNew<T>(beginning: Beginning, work: () => Promise<T>): Promise<T> {
    const transaction = this.begin(beginning);
    let result: T;
    try {
      result = await this.transactions.run(transaction, work);
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit();
    for (const callback of transaction.afterCommit) callback();
    return result;
  }

  private begin(beginning = PLAIN): Transaction {
    const partnerId = currentCall()?.partnerId;
    if (partnerId === undefined) return new Transaction(this.pool(), beginning);
    const role = partnerRole(this.options?.service ?? '');
    return new Transaction(this.pool(), onBehalfOf(partnerId, role, beginning));
  }

  private current(): Transaction | undefined {
    const transaction = this.transactions.getStore();
    if (!transaction?.open) return undefined;
    const { partnerId } = transaction;
    // work that was handed to another call must not see, or miss, what is this partner's
    if (partnerId !== undefined && partnerId !== currentCall()?.partnerId) throw new OutsideOfReachError();
    return transaction;
  }

  private pool(): Pool {
    const { master } = this.dataSource.driver as PostgresDriver;
    return master as Pool;
  }
}
