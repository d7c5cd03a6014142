import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { BusMessage, UnsendableMessageError } from '../event-bus';
import { tellError } from '../../loggable-error';
import { APPEND } from './embedded-statements';

/** The same limit as a Kafka broker has by default, so that both adapters refuse the same messages. */
const MAX_MESSAGE_BYTES = 1_000_000;

/** Appends messages to the log: the partition follows from the key. */
export class EmbeddedPublisher {
  private partitions = new Map<string, number>();

  constructor(
    private readonly pool: Pool,
    private readonly prefix: string,
  ) {}

  async createTopics(topics: readonly string[], partitions: number): Promise<void> {
    await this.pool.query(
      `insert into bus_partition (topic, partition)
       select t, p from unnest($1::text[]) t, generate_series(0, $2::int - 1) p
        where not exists (select 1 from bus_partition b where b.topic = t)
        order by t, p
       on conflict do nothing`,
      [topics.map((topic) => this.prefix + topic), partitions],
    );
    await this.readPartitions();
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const tooBig = messages.find(({ value }) => Buffer.byteLength(value) > MAX_MESSAGE_BYTES);
    if (tooBig) throw new UnsendableMessageError(`${Buffer.byteLength(tooBig.value)} bytes are too many`);
    if (messages.some(({ topic }) => !this.partitions.has(this.prefix + topic))) await this.readPartitions();
    const rows = messages.map(({ topic, key, headers, value }, n) => {
      const name = this.prefix + topic;
      return { n, topic: name, partition: this.partitionOf(name, key), key, headers, value };
    });
    try {
      await this.pool.query({ name: 'bus_append', text: APPEND, values: [JSON.stringify(rows)] });
    } catch (error) {
      // class 22: the text itself is not storable, e.g. a zero byte
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code.startsWith('22')) throw new UnsendableMessageError(tellError(error), { cause: error });
      throw error;
    }
  }

  private partitionOf(topic: string, key: string): number {
    const partitions = this.partitions.get(topic);
    if (!partitions) throw new Error(`There is no topic ${topic}`);
    return createHash('md5').update(key).digest().readUInt32BE(0) % partitions;
  }

  private async readPartitions(): Promise<void> {
    const { rows } = await this.pool.query<{ topic: string; partitions: number }>(
      'select topic, count(*)::int as partitions from bus_partition group by topic',
    );
    this.partitions = new Map(rows.map(({ topic, partitions }) => [topic, partitions]));
  }
}
