import { toInstant } from '@houtai/domain-kit';
import type { Sql } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';

/** Runs a statement that selects `id` and `due`. */
export async function dueItems(sql: Sql, text: string, values: unknown[]): Promise<DueItem[]> {
  const rows = await sql.rows<{ id: string; due: Date }>(text, values);
  return rows.map(({ id, due }) => ({ id, dueAt: toInstant(due) }));
}
