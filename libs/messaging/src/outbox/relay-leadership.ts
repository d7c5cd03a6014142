import { Client, ClientConfig } from 'pg';

/** A leader that falls silent this long loses its session, and with it the lock, to another one. */
const IDLE_LIMIT_MS = 10_000;
const LOCK = `select pg_try_advisory_lock(hashtextextended('houtai-outbox-relay', 0)) as won`;

/**
 * The one connection on which a relay leads. Lock and statements share the session: when it dies nothing can
 * be deleted any more, and the lock is free for the next relay.
 */
export class RelayLeadership {
  private alive = true;

  private constructor(private readonly client: Client) {
    client.on('error', () => (this.alive = false));
    client.on('end', () => (this.alive = false));
  }

  /** Connects and tries to become the leader; undefined when another one leads. Throws without a database. */
  static async win(config: ClientConfig): Promise<RelayLeadership | undefined> {
    const client = new Client({ ...config, keepAlive: true, application_name: 'houtai-outbox-relay' });
    const leadership = new RelayLeadership(client);
    try {
      await client.connect();
      // rows that come back after a crash of the server are published again, which consumers see through
      await client.query(`set synchronous_commit = off; set idle_session_timeout = ${IDLE_LIMIT_MS}`);
      const { rows } = await client.query<{ won: boolean }>(LOCK);
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

  async query<Row extends object>(name: string, text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>({ name, text, values })).rows;
  }

  async resign(): Promise<void> {
    this.alive = false;
    await this.client.end().catch(() => undefined);
  }
}
