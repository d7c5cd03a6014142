import type { Condition, List } from '@houtai/service-host';
import type { AbsenceFilter } from './absence.dto';

const OF_THE_VEHICLE = { '-id': 'absence_pkey' };

/** Of one vehicle, which has few of them. */
export const ABSENCES: List<AbsenceFilter> = {
  name: 'vehicles/{id}/absences',
  table: 'absence',
  isOfFew: true,
  fields: { id: { sql: 't.id', type: 'uuid' } },
  sorts: OF_THE_VEHICLE,
  filters: { status: { sql: 't.status = $1', indexes: OF_THE_VEHICLE } },
};

/** Those asked for it, and those for which it was chosen: found by two indexes, then read in the order of their ids. */
export function concerning(vehicleId: string): Condition & readonly [string, string] {
  return [
    `t.id = any (array(select a.id from absence a where a.vehicle_id = $1
                 union all select a.id from absence a where a.held_vehicle_id = $1))`,
    vehicleId,
  ];
}
