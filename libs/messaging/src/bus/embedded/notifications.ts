import { ClientConfig } from 'pg';
import { backOff } from '../../back-off';
import { BoundedClient } from '../../bounded-client';
import { sessionLimits } from '../../session-limits';
import { CHANNEL } from './embedded-statements';

/** What is heard: new messages, or the name of a group whose members have changed. */
export type Notice = 'message' | { group: string };

const GROUP = 'group:';

/** Payload that tells the members of a group to look at their partitions. */
export function groupPayload(group: string): string {
  return GROUP + group;
}

const STATEMENT_MS = 3_000;
/** A connection that only listens does not notice that the server has vanished: it asks now and then. */
const ASK_MS = 5_000;

/**
 * One listening connection per process. Notices are a shortcut: who misses one, because the connection was
 * away, finds out by polling.
 */
export class Notifications {
  private readonly listeners = new Set<(notice: Notice) => void>();
  private client: BoundedClient | undefined;
  private ask: NodeJS.Timeout | undefined;
  private closed = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: ClientConfig,
    private readonly clientId: string,
  ) {}

  /** Calls `listener` for each notice; returns how to end that. */
  listen(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener);
    if (!this.client && !this.retry) void this.connect(1);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    clearInterval(this.ask);
    await this.client?.leave();
  }

  private async connect(attempt: number): Promise<void> {
    this.retry = undefined;
    const client = new BoundedClient({
      ...this.database,
      ...sessionLimits({ statementMs: STATEMENT_MS }),
      application_name: `${this.clientId}-bus-notices`,
    });
    this.client = client;
    let connected = false;
    client.on('end', () => this.again(client, connected ? 1 : attempt + 1));
    client.on('notification', ({ payload = '' }) => {
      this.tell(payload.startsWith(GROUP) ? { group: payload.slice(GROUP.length) } : 'message');
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      connected = true;
      this.ask = setInterval(() => void client.query('select 1').catch(() => undefined), ASK_MS);
      this.ask.unref();
      this.tell('message');
    } catch {
      await client.leave();
      this.again(client, attempt + 1);
    }
  }

  private again(client: BoundedClient, attempt: number): void {
    if (this.closed || this.client !== client) return;
    clearInterval(this.ask);
    this.client = undefined;
    this.retry = setTimeout(() => void this.connect(attempt), backOff(attempt, 100, 5_000));
  }

  private tell(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }
}
