import { ClientConfig } from 'pg';
import { BoundedClient } from '../bounded-client';
import { sessionLimits } from '../session-limits';
import { RELAY_SESSION } from './outbox-rows';
import { COMMITTED } from './relay-signal.service';

/** A leader that falls silent this long loses its session, and with it the lock, to another one. */
const IDLE_LIMIT_MS = 10_000;
/** How often a leader that waits for the bus shows that it is there. */
const SIGN_OF_LIFE_MS = 2_000;
/** Longest a statement of the relay may take: below the session's limit, so that nobody leads for it meanwhile. */
const STATEMENT_MS = 5_000;
const LOCK = `select pg_try_advisory_lock(hashtextextended('houtai-outbox-relay', 0)) as won`;

/**
 * The one connection on which a relay leads. Lock and statements share the session: when it dies nothing can
 * be taken off the queue any more, and the lock is free for the next relay.
 */
export class RelayLeadership {
  private alive = true;
  private answeredAt = 0;

  private constructor(
    private readonly client: BoundedClient,
    private readonly idleLimitMs: number,
  ) {
    client.on('error', () => (this.alive = false));
    client.on('end', () => (this.alive = false));
  }

  /** Connects and tries to become the leader; undefined when another one leads. Throws without a database. */
  static async win(config: ClientConfig, idleLimitMs = IDLE_LIMIT_MS): Promise<RelayLeadership | undefined> {
    const client = new BoundedClient({
      ...config,
      ...sessionLimits({ statementMs: STATEMENT_MS, idleMs: idleLimitMs, settings: RELAY_SESSION }),
      application_name: 'houtai-outbox-relay',
    });
    const leadership = new RelayLeadership(client, idleLimitMs);
    try {
      await client.connect();
      const [row] = await leadership.query<{ won: boolean }>('try_lock', LOCK);
      if (row?.won) return leadership;
    } catch (error) {
      await leadership.resign();
      throw error;
    }
    await leadership.resign();
    return undefined;
  }

  /** Calls `listener` when another process has committed events. */
  async onCommitted(listener: () => void): Promise<void> {
    this.client.on('notification', listener);
    await this.query('listen', `listen ${COMMITTED}`);
  }

  isAlive(): boolean {
    return this.alive;
  }

  /**
   * Throws unless the session was alive a moment ago. A process that was stopped between reading rows and sending
   * them finds out here that another one leads by now.
   */
  async confirm(): Promise<void> {
    if (this.alive && performance.now() - this.answeredAt > this.signOfLifeMs()) await this.beat();
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
    // counted from the question: how long the answer lay in the buffer of a stopped process nobody knows
    const askedAt = performance.now();
    try {
      const { rows } = await this.client.query<Row>({ name, text, values });
      this.answeredAt = askedAt;
      return rows;
    } catch (error) {
      if (!(error instanceof Error && 'severity' in error)) this.alive = false;
      throw error;
    }
  }

  async resign(): Promise<void> {
    this.alive = false;
    await this.client.leave();
  }

  private async beat(): Promise<void> {
    await this.query('sign_of_life', 'select 1');
  }

  private signOfLifeMs(): number {
    return Math.min(SIGN_OF_LIFE_MS, this.idleLimitMs / 4);
  }
}
