import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { BoundedClient, spoilsConnection } from '../bounded-client';
import { BeginThen } from './begin-then';
import { PLAIN, type Beginning } from './beginning';
import { lendFrom } from './guarded-pool';
import { configOf, type Statement } from './statement';

/** Says what an error of a statement means to the one who wrote it. */
export type Explain = (error: unknown) => unknown;

interface Unsent extends Statement {
  explain: Explain | undefined;
}

/**
 * One transaction on a connection of its own, in as few round trips as its work allows: BEGIN travels with the first
 * statement, and a statement whose rows nobody asks for ({@link write}) travels with the next one or with COMMIT. A write
 * that is all there is needs neither BEGIN nor COMMIT, unless it is a partner's: those travel with it then.
 */
export class Transaction {
  readonly afterCommit = new Set<() => void>();
  /** False once it has ended: work that was not awaited must not write any more. */
  open = true;
  private client: PoolClient | undefined;
  private connecting: Promise<PoolClient> | undefined;
  private begun = false;
  /** A write that came first, on its way; it never fails. */
  private firstWrite: Promise<void> | undefined;
  private broken = false;
  private unsent: Unsent[] = [];
  /** Writes that were sent and not waited for; none of these promises fails. */
  private readonly behind: Promise<void>[] = [];
  /** Why it can only be rolled back; the first reason is the one that counts. */
  private failure: { error: unknown } | undefined;
  private savepoints = 0;
  private readonly onLost = () => {
    this.broken = true;
  };

  constructor(
    private readonly pool: Pool,
    private readonly beginning: Beginning = PLAIN,
  ) {}

  /** The partner whose rows alone it reaches; undefined when it reaches all. */
  get partnerId(): string | undefined {
    return this.beginning.partnerId;
  }

  /** A statement that is all there is; ends the transaction. */
  async alone<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    this.mustBeOpen();
    try {
      return (await this.sendWhole<Row>(await this.connect(), statement)).rows;
    } finally {
      this.end();
    }
  }

  /** Rows of a statement, after all writes before it. */
  async rows<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    this.mustBeOpen();
    const client = await this.connect();
    await this.beginWithWrite(client);
    this.flush(client);
    try {
      return (await this.send<Row>(client, statement)).rows;
    } catch (error) {
      return this.fail(error);
    }
  }

  /**
   * A statement that need not be waited for. When it fails, the next statement or the commit throws its error, as
   * `explain` puts it.
   */
  write(statement: Statement, explain?: Explain): void {
    this.mustBeOpen();
    this.unsent.push({ ...statement, explain });
  }

  /** Work that is undone alone when it throws; what was done before stays. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const name = `attempt_${(this.savepoints += 1)}`;
    await this.rows({ text: `savepoint ${name}`, values: [] });
    try {
      const result = await work();
      await this.rows({ text: `release savepoint ${name}`, values: [] });
      return result;
    } catch (error) {
      this.unsent = [];
      await Promise.all(this.behind);
      if (this.broken || !this.client) throw error;
      await this.client.query(`rollback to savepoint ${name}; release savepoint ${name}`);
      this.failure = undefined;
      throw error;
    }
  }

  async commit(): Promise<void> {
    try {
      if (!this.begun && this.unsent.length === 0) return;
      const client = await this.connect();
      const isAlone = !this.begun && this.unsent.length === 1;
      if (!isAlone) {
        await this.beginWithWrite(client);
        this.flush(client);
      }
      this.open = false;
      if (isAlone) {
        await this.sendAlone(client);
        return;
      }
      const { command } = await this.send(client, { text: 'commit', values: [] });
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back instead of committed');
    } catch (error) {
      await this.fail(error);
    } finally {
      this.end();
    }
  }

  /** Undoes everything; never throws. */
  async rollback(): Promise<void> {
    this.unsent = [];
    this.open = false;
    try {
      if (this.begun && !this.broken) await this.client?.query('rollback');
    } catch {
      this.broken = true;
    } finally {
      this.end();
    }
  }

  private connect(): Promise<PoolClient> {
    this.connecting ??= lendFrom(this.pool).then((client) => {
      if (!this.open) client.release();
      this.mustBeOpen();
      client.on('error', this.onLost);
      return (this.client = client);
    });
    return this.connecting;
  }

  /**
   * Sends a write that comes first together with BEGIN, and waits for it: behind a BEGIN that failed, what comes next
   * would be done at once and for good.
   */
  private async beginWithWrite(client: PoolClient): Promise<void> {
    const [first] = this.begun ? [] : this.unsent.splice(0, 1);
    if (first) this.firstWrite = this.sendBehind(client, first);
    await this.firstWrite;
    if (this.broken && this.failure) throw this.failure.error;
  }

  /** Sends what was held back. What fails makes Postgres refuse the statement after it, which then tells why. */
  private flush(client: PoolClient): void {
    this.mustBeOpen();
    if (client instanceof BoundedClient) client.gather();
    for (const write of this.unsent.splice(0)) this.behind.push(this.sendBehind(client, write));
  }

  private async sendBehind(client: PoolClient, { explain, ...statement }: Unsent): Promise<void> {
    try {
      await this.send(client, statement);
    } catch (error) {
      this.failure ??= { error: explain ? explain(error) : error };
    }
  }

  private async send<Row extends QueryResultRow>(
    client: PoolClient,
    statement: Statement,
  ): Promise<QueryResult<Row>> {
    const config = this.configOf(statement);
    const isFirst = !this.begun;
    this.begun = true;
    try {
      if (!isFirst) return await client.query<Row>(config);
      return await this.sendFirst<Row>(client, new BeginThen(this.beginning.statements, config));
    } catch (error) {
      this.broken ||= leavesSessionUnknown(error);
      throw error;
    }
  }

  private async sendFirst<Row extends QueryResultRow>(
    client: PoolClient,
    query: BeginThen,
  ): Promise<QueryResult<Row>> {
    try {
      return await answered<Row>(client, query);
    } catch (error) {
      // pg takes the statement, which was skipped, for one that is being prepared
      this.broken ||= !query.hasBegun;
      throw error;
    }
  }

  /** A transaction of one statement. */
  private async sendAlone(client: PoolClient): Promise<void> {
    for (const { explain, ...statement } of this.unsent.splice(0)) {
      try {
        if (this.partnerId !== undefined) await this.sendWhole(client, statement);
        else await client.query(configOf(statement));
      } catch (error) {
        this.broken ||= leavesSessionUnknown(error);
        throw explain ? explain(error) : error;
      }
    }
  }

  /** BEGIN, one statement and COMMIT in one write. */
  private async sendWhole<Row extends QueryResultRow>(
    client: PoolClient,
    statement: Statement,
  ): Promise<QueryResult<Row>> {
    const query = new BeginThen(this.beginning.statements, this.configOf(statement), 'commit');
    try {
      return await this.sendFirst<Row>(client, query);
    } catch (error) {
      this.broken ||= leavesSessionUnknown(error);
      if (!this.broken) await client.query('rollback').catch(() => (this.broken = true));
      throw error;
    }
  }

  private configOf(statement: Statement): QueryConfig {
    return configOf(statement, this.partnerId === undefined ? '' : 'partner ');
  }

  /** Throws the first error of the transaction: those after it say only that it had failed before. */
  private async fail(error: unknown): Promise<never> {
    await Promise.all(this.behind);
    this.failure ??= { error };
    throw this.failure.error;
  }

  private end(): void {
    this.open = false;
    const { client } = this;
    this.client = undefined;
    client?.off('error', this.onLost);
    client?.release(this.broken);
  }

  private mustBeOpen(): void {
    if (!this.open) throw new Error('The transaction has ended; was some of its work not awaited?');
  }
}

function answered<Row extends QueryResultRow>(
  client: PoolClient,
  query: BeginThen,
): Promise<QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, result: QueryResult<Row>) => (error ? reject(error) : resolve(result));
    Reflect.apply(client.query, client, [query, done]);
  });
}

/** Only an answer of Postgres leaves a session that can be used again. */
function leavesSessionUnknown(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isAnswer = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return !isAnswer || /^(57P|08)/.test(code) || spoilsConnection(error);
}
