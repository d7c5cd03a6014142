import { Client } from 'pg';
import { provisionBus } from '@houtai/infrastructure';
import type { SentMessage } from './bus-path';
import { batchesOf } from './event-stream';

const WRITE = `insert into floor_message (key, headers, value)
  select key, headers, value from jsonb_to_recordset($1::jsonb) as m(key text, headers jsonb, value text)`;
const READ = 'select seq, key, headers, value from floor_message where seq > $1 order by seq limit 200';

/** The same bytes through a plain table: inserted in the relay's batches, read in the embedded bus's. */
export class TableFloor {
  private constructor(
    private readonly writer: Client,
    private readonly reader: Client,
  ) {}

  static async open(adminUrl: string, database: string): Promise<TableFloor> {
    const url = await provisionBus(adminUrl, database);
    const [writer, reader] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
    await Promise.all([writer.connect(), reader.connect()]);
    await writer.query(`create table if not exists floor_message (
      seq bigint generated always as identity primary key, key text, headers jsonb, value text)`);
    return new TableFloor(writer, reader);
  }

  /** Messages per second from the first batch written to the last message read. */
  async run(sent: readonly SentMessage[]): Promise<number> {
    await this.writer.query('truncate floor_message restart identity');
    const began = performance.now();
    await Promise.all([this.write(sent), this.read(sent.length)]);
    return sent.length / ((performance.now() - began) / 1000);
  }

  async close(): Promise<void> {
    await Promise.all([this.writer.end(), this.reader.end()]);
  }

  private async write(sent: readonly SentMessage[]): Promise<void> {
    for (const batch of batchesOf(sent, 500))
      await this.writer.query({ name: 'write', text: WRITE, values: [JSON.stringify(batch)] });
  }

  private async read(count: number): Promise<void> {
    for (let at = 0; at < count;) {
      const { rows } = await this.reader.query<{ seq: string }>({ name: 'read', text: READ, values: [at] });
      at = Number(rows.at(-1)?.seq ?? at);
      if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
