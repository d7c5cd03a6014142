import { Client, ClientConfig } from 'pg';
import { endSession } from '../end-session';

/** A leader that falls silent this long loses its session, and with it the lock, to another one. */
const IDLE_LIMIT_MS = 10_000;
/** How often a leader that waits for the bus shows that it is there. */
const SIGN_OF_LIFE_MS = 2_000;
/** A database that does not answer for so long has vanished: below the session's limit, so that nobody leads for it. */
const ANSWER_WITHIN_MS = 5_000;
const LOCK = `select pg_try_advisory_lock(hashtextextended('houtai-outbox-relay', 0)) as won`;

/**
 * The one connection on which a relay leads. Lock and statements share the session: when it dies nothing can
 * be deleted any more, and the lock is free for the next relay.
 */
export class RelayLeadership {
  private alive = true;
  private answeredAt = 0;

  private constructor(
    private readonly client: Client,
    private readonly idleLimitMs: number,
  ) {
    client.on('error', () => (this.alive = false));
    client.on('end', () => (this.alive = false));
  }

  /** Connects and tries to become the leader; undefined when another one leads. Throws without a database. */
  static async win(config: ClientConfig, idleLimitMs = IDLE_LIMIT_MS): Promise<RelayLeadership | undefined> {
    const client = new Client({
      ...config,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: ANSWER_WITHIN_MS,
      application_name: 'houtai-outbox-relay',
    });
    const leadership = new RelayLeadership(client, idleLimitMs);
    try {
      await client.connect();
      // rows that come back after a crash of the server are published again, which consumers see through
      await client.query(`set synchronous_commit = off; set idle_session_timeout = ${idleLimitMs}`);
      const { rows } = await client.query<{ won: boolean }>(LOCK);
      leadership.answeredAt = Date.now();
      if (rows[0]?.won) return leadership;
    } catch (error) {
      await leadership.resign();
      throw error;
    }
    await leadership.resign();
    return undefined;
  }

  isAlive(): boolean {
    return this.alive;
  }

  /**
   * Throws unless the session was alive a moment ago. A process that was stopped between reading rows and sending
   * them finds out here that another one leads by now.
   */
  async confirm(): Promise<void> {
    if (this.alive && Date.now() - this.answeredAt > this.signOfLifeMs()) await this.beat();
    if (!this.alive) throw new Error('the connection to the database was lost');
  }

  /** Awaits work outside of the database, and keeps the session from looking idle meanwhile. */
  async during<T>(work: Promise<T>): Promise<T> {
    const signs = setInterval(() => void this.beat().catch(() => undefined), this.signOfLifeMs());
    try {
      return await work;
    } finally {
      clearInterval(signs);
    }
  }

  /** A failure that Postgres did not answer with ends the leadership: what it did with the statement is unknown. */
  async query<Row extends object>(name: string, text: string, values: unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.client.query<Row>({ name, text, values });
      this.answeredAt = Date.now();
      return rows;
    } catch (error) {
      if (!(error instanceof Error && 'severity' in error)) this.alive = false;
      throw error;
    }
  }

  async resign(): Promise<void> {
    this.alive = false;
    await endSession(this.client);
  }

  private async beat(): Promise<void> {
    await this.query('sign_of_life', 'select 1');
  }

  private signOfLifeMs(): number {
    return Math.min(SIGN_OF_LIFE_MS, this.idleLimitMs / 4);
  }
}
