import type { Sql } from '@houtai/messaging';
import { projectCustomerVoice } from './customer-voice.store';
import { projectRental } from './rental.store';
import { projectReservation } from './reservation.store';
import { projectRevenue } from './revenue.store';
import { projectBranch, projectVehicleStatus } from './vehicle-status.store';

/** What a projection needs to know of an event, whether it just came or is replayed from the log. */
export interface ProjectedEvent {
  type: string;
  aggregateVersion: number;
  data: unknown;
}

export type Projection<Data> = (sql: Sql, data: Data, event: ProjectedEvent) => Promise<void>;

/** Event types, without prefix and version, and the one projection that each feeds. */
const PROJECTIONS: Readonly<Record<string, Projection<never>>> = {
  ...projectBranch,
  ...projectVehicleStatus,
  ...projectReservation,
  ...projectRental,
  ...projectRevenue,
  ...projectCustomerVoice,
};

/**
 * Folds one event into the tables of the schema that comes first in `search_path`. Events of one aggregate come in
 * order; events of different aggregates in any, so no projection reads what another writes.
 */
export async function project(sql: Sql, event: ProjectedEvent): Promise<void> {
  const projection = PROJECTIONS[event.type];
  if (projection) await projection(sql, event.data as never, event);
}

export const PROJECTED_TYPES: readonly string[] = Object.keys(PROJECTIONS);

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
