import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { branchRows } from './branch-rows';
import { complaintRows, surveyRows } from './customer-voice-rows';
import { rentalRows } from './rental-rows';
import { reservationRows } from './reservation-rows';
import { revenueRows } from './revenue-rows';
import { foldChanges, type ProjectedEvent, type RowProjection } from './row-changes';
import { VehicleStatusStore, type StatusChange } from './vehicle-status.store';

const ROW_PROJECTIONS: readonly RowProjection[] = [
  branchRows,
  reservationRows,
  rentalRows,
  revenueRows,
  surveyRows,
  complaintRows,
];

export const PROJECTED_TYPES: readonly string[] = [
  VehicleStatusStore.type,
  ...ROW_PROJECTIONS.flatMap(({ changes }) => [...changes.keys()]),
];

/** Tables a rebuild fills anew and compares, with the columns that order their rows. */
export const PROJECTED_TABLES: Readonly<Record<string, string>> = {
  branch: 'branch_id',
  vehicle_status_interval: 'vehicle_id, during',
  rental: 'agreement_id',
  reservation: 'reservation_id',
  revenue_line: 'entry_id, line_no',
  survey: 'survey_id',
  complaint: 'complaint_id',
  vehicle_day: 'vehicle_id, day',
};

@Injectable()
export class ProjectionStore {
  constructor(
    private readonly sql: Sql,
    private readonly vehicleStatus: VehicleStatusStore,
  ) {}

  /**
   * Folds events into the tables of the schema that comes first in `search_path`, a table at a time. Events of one
   * aggregate come in order; events of different aggregates in any, so no projection reads what another writes.
   */
  async project(events: readonly ProjectedEvent[]): Promise<void> {
    for (const projection of ROW_PROJECTIONS) {
      const { add, set } = foldChanges(projection, events);
      if (add.length > 0) await this.sql.write(addRows(projection), [JSON.stringify(add)]);
      if (set.length > 0) await this.sql.write(setRows(projection), [JSON.stringify(set)]);
    }
    const changes = events.filter(({ type }) => type === VehicleStatusStore.type);
    await this.vehicleStatus.apply(changes as StatusChange[]);
  }
}

/** The names of tables and columns are ours, never a user's. */
function addRows({ table, key, columns }: RowProjection): string {
  const names = [key, ...columns].join(', ');
  return `insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb) on conflict do nothing`;
}

/**
 * A column that the events do not name keeps its value. The keys are said once more: Postgres takes any recordset for a
 * hundred rows, and would read the whole table for the few that change.
 */
function setRows({ table, key, columns, versioned }: RowProjection): string {
  const values = columns.map((column) => `${column} = coalesce(n.${column}, t.${column})`).join(', ');
  return `update ${table} t set ${values} from jsonb_populate_recordset(null::${table}, $1::jsonb) n
    where t.${key} = n.${key} and t.${key} = any(array(
      select (item->>'${key}')::uuid from jsonb_array_elements($1::jsonb) item))${versioned ? ' and t.version < n.version' : ''}`;
}
