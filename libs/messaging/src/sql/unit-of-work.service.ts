import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { Sql } from './sql';
import { Transaction } from './transaction';

const SNAPSHOT = ['begin isolation level repeatable read read only'];

/**
 * Plans are made once for a connection and by index, whatever the statistics say: those made while a table was small would
 * read all of it when it has grown, and to plan anew for each list of keys costs more than to run the statement.
 */
const BY_KEY = [
  'begin',
  'set local enable_seqscan = off',
  'set local plan_cache_mode = force_generic_plan',
  // before Postgres 18 a plan that cannot do without something switched off looks dear enough to be compiled
  'set local jit = off',
];

/**
 * ONE transaction around a piece of work. It joins the ambient one (the inbox transaction of a consumer,
 * the claim of an idempotent POST), else it opens its own. It runs on TypeORM's pool, below TypeORM.
 */
@Injectable()
export class UnitOfWork {
  /** Statements in the transaction at hand, wherever the work got to. */
  readonly sql: Sql;
  private readonly transactions = new AsyncLocalStorage<Transaction>();

  constructor(private readonly dataSource: DataSource) {
    this.sql = new Sql(
      () => this.pool(),
      () => this.current(),
    );
  }

  /**
   * Runs `work` in a transaction and commits it; any error rolls back and is thrown on. A joined run commits
   * with the outermost one.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.current() ? work() : this.inNew(new Transaction(this.pool()), work);
  }

  /** Like {@link run}, for a hot path whose statements find their rows by keys, and leave no table to be read whole. */
  byKey<T>(work: () => Promise<T>): Promise<T> {
    return this.current() ? work() : this.inNew(new Transaction(this.pool(), BY_KEY), work);
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
    return this.inNew(new Transaction(this.pool(), SNAPSHOT), read);
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

  private async inNew<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
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

  private current(): Transaction | undefined {
    const transaction = this.transactions.getStore();
    return transaction?.open ? transaction : undefined;
  }

  private pool(): Pool {
    const { master } = this.dataSource.driver as PostgresDriver;
    return master as Pool;
  }
}
