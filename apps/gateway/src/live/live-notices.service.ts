import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedClient, directConnection, sessionLimits } from '@houtai/messaging';

const CHANNEL = 'houtai_live';
const STATEMENT_MS = 3_000;
/** A connection that only listens does not notice that the server has vanished: it asks now and then. */
const ASK_MS = 5_000;
const RECONNECT_MS = 1_000;

/** Apart from the transaction that writes, since those that notify wait for each other, and without waiting for the disk. */
const TELL = `select set_config('synchronous_commit', 'off', true), pg_notify('${CHANNEL}', '')`;

/**
 * Word that the live log has grown, here or in another instance. It is a shortcut: who misses it finds out by looking.
 */
@Injectable()
export class LiveNotices implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners: (() => void)[] = [];
  private client: BoundedClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private telling: Promise<void> | undefined;
  private tellAgain = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    void this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await Promise.all([this.client?.leave(), this.telling]);
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Says so at once here, and to all other instances; several at a time share a notice. */
  readonly tell = (): void => {
    this.heard();
    this.tellAgain = this.telling !== undefined;
    this.telling ??= this.dataSource
      .query(TELL)
      .catch(() => undefined)
      .then(() => {
        this.telling = undefined;
        if (this.tellAgain && !this.closed) this.tell();
      });
  };

  private heard(): void {
    for (const listener of this.listeners) listener();
  }

  private async connect(): Promise<void> {
    const client = new BoundedClient({
      ...directConnection(this.dataSource),
      ...sessionLimits({ statementMs: STATEMENT_MS }),
      application_name: 'houtai-gateway-live',
    });
    this.client = client;
    client.on('end', () => this.again(client));
    client.on('notification', () => this.heard());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.heard();
      this.ask(client);
    } catch {
      await client.leave();
      this.again(client);
    }
  }

  private ask(client: BoundedClient): void {
    if (this.closed || this.client !== client) return;
    this.timer = setTimeout(() => {
      client.query('select 1').then(
        () => this.ask(client),
        () => undefined,
      );
    }, ASK_MS).unref();
  }

  private again(client: BoundedClient): void {
    if (this.closed || this.client !== client) return;
    clearTimeout(this.timer);
    this.client = undefined;
    this.timer = setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }
}
