import { Injectable } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { Sql } from '@houtai/messaging';
import { COLLECTION_LOCK } from '../collection/raw-event.store';
import { PROJECTED_TABLES, PROJECTED_TYPES, ProjectedEvent, project } from '../projection/project.store';
import { rollUp } from '../vehicle-day/vehicle-day.store';

export interface TableComparison {
  table: string;
  rows: number;
  rebuiltRows: number;
  equal: boolean;
}

export interface Rebuild {
  /** True when every number came out the same. */
  equal: boolean;
  eventsReplayed: number;
  tables: TableComparison[];
  /** True when the rebuilt tables took the place of the ones in use. */
  swapped: boolean;
}

const PAGE = 1_000;
const ALL_TABLES = [...Object.keys(PROJECTED_TABLES), 'dirty_vehicle_day', 'rolled_up'];

@Injectable()
export class RebuildStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Replays the log into the shadow tables, compares checksums, and swaps the rebuilt rows in where they differ.
   * One transaction: nobody collects meanwhile (events wait on the bus), and readers see the old numbers or the new.
   */
  async rebuild(now: Instant): Promise<Rebuild> {
    return this.unitOfWork.run(async (sql) => {
      await sql.rows(`select pg_advisory_xact_lock(${COLLECTION_LOCK})`);
      await rollUp(sql, now);
      await sql.rows(`set local search_path to rebuild, public`);
      for (const table of ALL_TABLES) await sql.rows(`delete from rebuild.${table}`);
      const eventsReplayed = await replay(sql);
      await rollUp(sql, now);
      await sql.rows(`set local search_path to public`);
      const tables: TableComparison[] = [];
      for (const [table, order] of Object.entries(PROJECTED_TABLES))
        tables.push(await compare(sql, table, order));
      const equal = tables.every((comparison) => comparison.equal);
      if (!equal) await swap(sql);
      return { equal, eventsReplayed, tables, swapped: !equal };
    });
  }
}

async function replay(sql: Sql): Promise<number> {
  let after = '0';
  let replayed = 0;
  for (;;) {
    const events: (ProjectedEvent & { seq: string })[] = await sql.rows(
      `select seq::text as seq, type, aggregate_version as "aggregateVersion", data
         from raw_event r where r.seq > $1 and type = any($2) order by r.seq limit ${PAGE}`,
      [after, PROJECTED_TYPES],
    );
    for (const event of events) await project(sql, event);
    replayed += events.length;
    const last = events.at(-1);
    if (!last || events.length < PAGE) return replayed;
    after = last.seq;
  }
}

/** Row count and a digest over all rows in a fixed order; the names of tables and columns are ours. */
async function compare(sql: Sql, table: string, order: string): Promise<TableComparison> {
  const digest = (schema: string) =>
    `(select count(*)::int as rows, coalesce(md5(string_agg(md5(t::text), '' order by ${order})), '') as digest from ${schema}.${table} t)`;
  const [row]: { rows: number; rebuiltRows: number; equal: boolean }[] = await sql.rows(
    `select a.rows, b.rows as "rebuiltRows", a.digest = b.digest as equal
       from ${digest('public')} a, ${digest('rebuild')} b`,
  );
  if (!row) throw new Error('A comparison without a row');
  return { table, ...row };
}

async function swap(sql: Sql): Promise<void> {
  for (const table of ALL_TABLES) {
    await sql.rows(`delete from public.${table}`);
    await sql.rows(`insert into public.${table} select * from rebuild.${table}`);
  }
}
