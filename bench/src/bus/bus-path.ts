import { MESSAGING_MIGRATIONS_DIR, Outbox, UnitOfWork, type MessagingConfig } from '@houtai/messaging';
import { dropDatabase } from '@houtai/infrastructure';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { migratedDatabase, withClient } from '../migrated-database';
import { ConsumerHandle } from './consumer-handle';
import { batchesOf, eventStream } from './event-stream';
import { startMessaging } from './messaging-app';

/** Events per transaction of the producer, and transactions at a time. */
const PER_TRANSACTION = 100;
const WRITERS = 2;

/** A message as the relay puts it onto the bus. */
export interface SentMessage {
  key: string;
  headers: Record<string, string>;
  value: string;
}

/** A producing and a consuming service with a bus between them, each with its own database and process. */
export class BusPath {
  private expected = 0;

  private constructor(
    private readonly adminUrl: string,
    private readonly databases: readonly string[],
    private readonly producer: INestApplicationContext,
    private readonly consumer: ConsumerHandle,
    private readonly producing: Client,
    private readonly consuming: Client,
  ) {}

  static async open(adminUrl: string, name: string, config: MessagingConfig): Promise<BusPath> {
    const databases = [`${name}_producer`, `${name}_consumer`];
    const [from, to] = [
      await migratedDatabase(adminUrl, 'orders', databases[0] ?? '', [MESSAGING_MIGRATIONS_DIR]),
      await migratedDatabase(adminUrl, 'dispatch', databases[1] ?? '', [MESSAGING_MIGRATIONS_DIR]),
    ];
    await withClient(to.ownerUrl, (owner) => owner.query('create table effect (message uuid primary key)'));
    const consumer = new ConsumerHandle();
    consumer.order({ do: 'consume', databaseUrl: to.appUrl, config });
    await consumer.answer('ready');
    const producer = await startMessaging('orders', from.appUrl, config);
    const [producing, consuming] = [from, to].map(({ appUrl }) => new Client({ connectionString: appUrl }));
    if (!producing || !consuming) throw new Error('two databases are needed');
    await Promise.all([producing.connect(), consuming.connect()]);
    return new BusPath(adminUrl, databases, producer, consumer, producing, consuming);
  }

  /** Events per second from the first one written to the outbox to the last one committed by the consumer. */
  async run(count: number): Promise<number> {
    const transactions = batchesOf(eventStream(count), PER_TRANSACTION);
    this.expected += count;
    const unitOfWork = this.producer.get(UnitOfWork);
    const outbox = this.producer.get(Outbox);
    const began = performance.now();
    const write = async () => {
      for (let next = transactions.shift(); next; next = transactions.shift()) {
        const events = next;
        await unitOfWork.run(() => outbox.append(events));
      }
    };
    await Promise.all([...Array.from({ length: WRITERS }, write), this.applied()]);
    return count / ((performance.now() - began) / 1000);
  }

  /** The last messages sent, with the bytes they had on the bus. */
  async sent(count: number): Promise<SentMessage[]> {
    const { rows } = await this.producing.query<SentMessage>(
      'select key, headers, data as value from event_log order by seq desc limit $1',
      [count],
    );
    return rows.reverse();
  }

  async close(): Promise<void> {
    await this.consumer.stop();
    await this.producer.close();
    await Promise.all([this.producing.end(), this.consuming.end()]);
    for (const database of this.databases) await dropDatabase(this.adminUrl, database);
  }

  private async applied(): Promise<void> {
    for (const until = Date.now() + 120_000; Date.now() < until; await sleep(20)) {
      const { rows } = await this.consuming.query<{ applied: string }>(
        'select coalesce(sum(count), 0)::text as applied from applied_count',
      );
      if (Number(rows[0]?.applied) >= this.expected) return;
    }
    throw new Error('the events were not applied within two minutes');
  }
}
