import type { Sql } from '../sql/sql';
import { DeliveredMessage } from '../bus/event-bus';

/** Keeps a message nobody could read; once, however often it is delivered. */
export async function keepUndecodable(
  sql: Sql,
  consumer: string,
  { topic, partition, offset, key, headers, value }: DeliveredMessage,
  error: string,
): Promise<void> {
  await sql.rows(
    `insert into undecodable_message (consumer, topic, partition, "offset", key, headers, value, error)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) on conflict do nothing`,
    [consumer, topic, partition, offset, storable(key), storable(JSON.stringify(headers)), value, error],
  );
}

/** Postgres has no zero character in text, neither as such nor as an escape of JSON. */
function storable<Text extends string | null>(text: Text): Text {
  return text?.replaceAll('\\u0000', '\\ufffd').replaceAll('\u0000', '\ufffd') as Text;
}
