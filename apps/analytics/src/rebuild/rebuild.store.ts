import { Injectable } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { PROJECTED_TABLES, PROJECTED_TYPES, ProjectionStore } from '../projection/projection.store';
import type { ProjectedEvent } from '../projection/row-changes';
import type { RebuildView, TableComparisonView } from './rebuild.dto';
import { VehicleDayStore } from '../vehicle-day/vehicle-day.store';

const PAGE = 1_000;
const ALL_TABLES = [...Object.keys(PROJECTED_TABLES), 'dirty_vehicle_day', 'rolled_up'];

@Injectable()
export class RebuildStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projections: ProjectionStore,
    private readonly vehicleDays: VehicleDayStore,
  ) {}

  /**
   * Replays the log into the shadow tables, compares checksums, and swaps the rebuilt rows in where they differ.
   * One transaction: nobody collects meanwhile (events wait on the bus), and readers see the old numbers or the new.
   */
  async rebuild(now: Instant): Promise<RebuildView> {
    const { sql } = this.unitOfWork;
    return this.unitOfWork.run(async () => {
      await this.vehicleDays.stopCollecting();
      await this.vehicleDays.rollUp(now);
      await sql.rows(`set local search_path to rebuild, public`);
      for (const table of ALL_TABLES) await sql.rows(`delete from rebuild.${table}`);
      const eventsReplayed = await this.replay();
      await this.vehicleDays.rollUp(now);
      await sql.rows(`set local search_path to public`);
      const tables: TableComparisonView[] = [];
      for (const [table, order] of Object.entries(PROJECTED_TABLES))
        tables.push(await this.compare(table, order));
      const equal = tables.every((comparison) => comparison.equal);
      if (!equal) await this.swap();
      return { equal, eventsReplayed, tables, swapped: !equal };
    });
  }

  private async replay(): Promise<number> {
    let after = '0';
    let replayed = 0;
    for (;;) {
      const events = await this.unitOfWork.sql.rows<ProjectedEvent & { seq: string }>(
        `select seq::text as seq, type, key, aggregate_version as "aggregateVersion", data
           from raw_event r where r.seq > $1 and type = any($2) order by r.seq limit ${PAGE}`,
        [after, PROJECTED_TYPES],
      );
      await this.projections.project(events);
      replayed += events.length;
      const last = events.at(-1);
      if (!last || events.length < PAGE) return replayed;
      after = last.seq;
    }
  }

  /** Row count and a digest over all rows in a fixed order; the names of tables and columns are ours. */
  private async compare(table: string, order: string): Promise<TableComparisonView> {
    const digest = (schema: string) =>
      `(select count(*)::int as rows, coalesce(md5(string_agg(md5(t::text), '' order by ${order})), '') as digest from ${schema}.${table} t)`;
    const [row] = await this.unitOfWork.sql.rows<Omit<TableComparisonView, 'table'>>(
      `select a.rows, b.rows as "rebuiltRows", a.digest = b.digest as equal
         from ${digest('public')} a, ${digest('rebuild')} b`,
    );
    if (!row) throw new Error('A comparison without a row');
    return { table, ...row };
  }

  private async swap(): Promise<void> {
    const { sql } = this.unitOfWork;
    for (const table of ALL_TABLES) {
      await sql.rows(`delete from public.${table}`);
      await sql.rows(`insert into public.${table} select * from rebuild.${table}`);
    }
  }
}
