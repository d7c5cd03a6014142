import { Pool } from 'pg';
import { BoundedClient } from '../../bounded-client';
import { sessionLimits } from '../../session-limits';
import { TlsKeys } from '../../tls-files';
import { BusMessage, EventBus, Subscription, SubscriptionOptions } from '../event-bus';
import { EmbeddedPublisher } from './embedded-publisher';
import { createEmbeddedSchema } from './embedded-schema';
import { EMBEDDED_TIMES, EmbeddedSubscription, EmbeddedTimes } from './embedded-subscription';
import { Notifications } from './notifications';

export interface EmbeddedBusOptions {
  /** Postgres database of the log; its role may create tables there. */
  url: string;
  /** Absent: as the URL says. */
  tls?: TlsKeys;
  clientId: string;
  /** Put before every topic and group. */
  prefix: string;
  times?: Partial<EmbeddedTimes>;
  /** Messages older than this are removed. */
  retentionDays?: number;
}

/** Below the relay's deadline of a publication: connecting and one statement have to fit. */
const STATEMENT_MS = 7_000;
const RETENTION_CHECK_MS = 3_600_000;

/** The bus on a Postgres database: for one machine, where nothing but Node is at hand. */
export class EmbeddedBus implements EventBus {
  readonly kind = 'embedded';
  private readonly writers: Pool;
  private readonly readers: Pool;
  private readonly notifications: Notifications;
  private readonly publisher: EmbeddedPublisher;
  private readonly subscriptions = new Set<EmbeddedSubscription>();
  private readonly retention: NodeJS.Timeout;
  private schema: Promise<void> | undefined;
  private closed: Promise<void> | undefined;

  constructor(private readonly options: EmbeddedBusOptions) {
    const { url, tls, clientId, prefix } = options;
    const connection = { connectionString: url, ssl: tls, Client: BoundedClient };
    this.writers = new Pool({
      ...connection,
      ...sessionLimits({ statementMs: STATEMENT_MS }),
      max: 1,
      application_name: `${clientId}-bus-writer`,
    });
    // a position lost with a crash means messages delivered again, which the inbox knows
    const settings = { synchronous_commit: 'off' };
    this.readers = new Pool({
      ...connection,
      ...sessionLimits({ statementMs: STATEMENT_MS, settings }),
      max: 3,
      application_name: `${clientId}-bus-reader`,
    });
    for (const pool of [this.writers, this.readers]) pool.on('error', () => undefined);
    this.notifications = new Notifications({ connectionString: url, ssl: tls }, clientId);
    this.publisher = new EmbeddedPublisher(this.writers, prefix);
    this.retention = setInterval(() => void this.forgetOld().catch(() => undefined), RETENTION_CHECK_MS);
    this.retention.unref();
  }

  async ensureTopics(topics: readonly string[], partitions: number): Promise<void> {
    await this.opened();
    await this.publisher.createTopics(topics, partitions);
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    await this.opened();
    await this.publisher.publish(messages);
  }

  subscribe(options: SubscriptionOptions): Subscription {
    const subscription = new EmbeddedSubscription(options, {
      pool: this.readers,
      notifications: this.notifications,
      prefix: this.options.prefix,
      times: { ...EMBEDDED_TIMES, ...this.options.times },
      opened: () => this.opened(),
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  async ping(): Promise<boolean> {
    return this.readers.query('select 1').then(
      () => true,
      () => false,
    );
  }

  /** Removes messages past their retention; returns how many. */
  async forgetOld(): Promise<number> {
    await this.opened();
    const { rowCount } = await this.readers.query(
      'delete from bus_message where written_at < now() - make_interval(days => $1)',
      [this.options.retentionDays ?? 7],
    );
    return rowCount ?? 0;
  }

  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    clearInterval(this.retention);
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.notifications.close();
    await Promise.all([this.writers.end(), this.readers.end()]);
  }

  private opened(): Promise<void> {
    this.schema ??= createEmbeddedSchema(this.writers).catch((error: unknown) => {
      this.schema = undefined;
      throw error;
    });
    return this.schema;
  }
}
