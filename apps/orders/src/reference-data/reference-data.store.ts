import { Injectable } from '@nestjs/common';
import { toColumns } from '@houtai/domain-kit';
import type { BranchClosedV1, BranchReopenedV1 } from '@houtai/event-catalogue';
import { UnitOfWork, type Received } from '@houtai/messaging';

/** Tables of what another service owns with the columns that it tells, the primary key first. */
const TABLES = {
  branch: 'branch_id, code, name, city, time_zone, opens_at, closes_at, violation_hold_days',
  vehicle_class: 'class_code, name, rank, minimum_age, licence_held_months, automatic_only',
  vehicle: 'vehicle_id, plate, class_code',
};

@Injectable()
export class ReferenceDataStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** It was opened before: events of a branch come in order. */
  async closeBranches(events: readonly Received<BranchClosedV1 | BranchReopenedV1>[]): Promise<void> {
    const last = new Map(
      events.map(({ data }) => [data.branchId, 'closedFrom' in data ? data.closedFrom : null]),
    );
    const rows = Array.from(last, ([branch_id, closed_from]) => ({ branch_id, closed_from }));
    await this.unitOfWork.sql.write(
      `update branch b set closed_from = n.closed_from
         from jsonb_to_recordset($1::jsonb) as n(branch_id uuid, closed_from timestamptz)
        where b.branch_id = n.branch_id`,
      [JSON.stringify(rows)],
    );
  }

  /** Keeps what was told: of each key the newest that ever was. */
  async keep(table: keyof typeof TABLES, events: readonly Received<object>[]): Promise<void> {
    const columns = TABLES[table].split(', ');
    const [key] = columns;
    const rows = events.map(({ data, event }) => {
      return { ...toColumns(data, columns), version: event.aggregateVersion };
    });
    columns.push('version');
    const set = columns.map((column) => `${column} = excluded.${column}`);
    await this.unitOfWork.sql.write(
      `insert into ${table} (${columns.join(', ')})
       select distinct on (${key}) ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)
        order by ${key}, version desc
       on conflict (${key}) do update set ${set.join(', ')} where ${table}.version < excluded.version`,
      [JSON.stringify(rows)],
    );
  }
}
