import { PoolClient, QueryResultRow } from 'pg';
import { EntityManager } from 'typeorm';

/**
 * Runs a statement of a hot path as a prepared one: planning a statement of several parts costs more than
 * running it. It uses the connection, and so the transaction, of `sql`. One name, one text.
 */
export async function preparedQuery<Row extends QueryResultRow>(
  sql: EntityManager,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  if (!sql.queryRunner) throw new Error('A prepared query needs the entity manager of a transaction');
  const client = (await sql.queryRunner.connect()) as PoolClient;
  return (await client.query<Row>({ name, text, values })).rows;
}
