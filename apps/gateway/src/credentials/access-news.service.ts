import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedClient, UnitOfWork, directConnection, sessionLimits } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';

const CHANNEL = 'houtai_gateway_access';
const BEAT_MS = 250;
/** A question answered proves that all news from before it has come: what is remembered holds for so long after it. */
const TRUST_MS = 750;
/** What was read holds for so long without any news. */
const BLIND_MS = 500;
const STATEMENT_MS = 2_000;
const RECONNECT_MS = 300;

/** Told of whom the news is: a partner with its people and keys, or an account of staff; of nobody in particular when news was missed. */
export type NewsListener = (about?: string) => void;

/** What news about an account of staff is called. */
export function newsOfAccount(id: string): string {
  return `account ${id}`;
}

/**
 * What one instance decides about people, partners and keys is heard by all within a second: by a notice on a
 * connection of its own, and, while that one is silent, because nothing remembered is believed for longer.
 */
@Injectable()
export class AccessNews implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners: NewsListener[] = [];
  private client: BoundedClient | undefined;
  private loop: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Since when nothing was missed, and when the last answered question was asked; of `performance.now()`. */
  private since = Infinity;
  private confirmedAt = -Infinity;

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onModuleInit(): void {
    this.loop = this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.leave();
    await this.loop;
  }

  onNews(listener: NewsListener): void {
    this.listeners.push(listener);
  }

  /** Tells every instance once the transaction at hand is committed. */
  async tell(about: string): Promise<void> {
    await this.unitOfWork.sql.write('select pg_notify($1, $2)', [CHANNEL, about]);
    this.unitOfWork.afterCommit(() => this.heard(about));
  }

  /** The same of whoever has an account, of staff or of a partner. */
  async tellOfAccount(id: string): Promise<void> {
    const text = 'select partner_id as "partnerId" from account where id = $1';
    const [row] = await this.unitOfWork.sql.rows<{ partnerId: string | null }>(text, [id]);
    await this.tell(row?.partnerId ?? newsOfAccount(id));
  }

  /** Whether what was read then is still known to hold. @param readAt `performance.now()` before it was read */
  stillHolds(readAt: number): boolean {
    const now = performance.now();
    if (now - readAt < BLIND_MS) return true;
    return readAt >= this.since && now - this.confirmedAt < TRUST_MS;
  }

  private async listen(): Promise<void> {
    while (!this.stopped) {
      const client = new BoundedClient({
        ...directConnection(this.dataSource),
        ...sessionLimits({ statementMs: STATEMENT_MS }),
        application_name: 'houtai-gateway-access',
      });
      this.client = client;
      client.on('notification', ({ payload }) => this.heard(payload));
      try {
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
        this.since = performance.now();
        this.heard(undefined);
        await this.beat(client);
      } catch (error) {
        if (!this.stopped) this.logger.warn({ err: error }, 'news of access cannot be heard; tried again');
      }
      this.since = Infinity;
      await client.leave();
      if (!this.stopped) await delay(RECONNECT_MS);
    }
  }

  /** Until the connection is lost. */
  private async beat(client: BoundedClient): Promise<void> {
    while (!this.stopped) {
      const askedAt = performance.now();
      await client.query('select 1');
      this.confirmedAt = askedAt;
      await delay(BEAT_MS);
    }
  }

  private heard(about: string | undefined): void {
    for (const listener of this.listeners) listener(about);
  }
}
