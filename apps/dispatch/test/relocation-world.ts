import type { RelocationView } from '../src/views/relocation.dto';
import type { RentalWorld } from './rental-world';

interface Terms {
  minutes: number;
  costFen: number;
  active?: boolean;
}

export async function defineDrive(
  { service }: RentalWorld,
  from: string,
  to: string,
  body: Terms,
  time?: string,
): Promise<void> {
  const { status } = await service.http('PUT', `/api/v1/drives/${from}/${to}`, { body, time });
  if (status !== 200) throw new Error(`the drive was not defined: ${status}`);
}

export async function relocations({ service }: RentalWorld, query = ''): Promise<RelocationView[]> {
  const path = `/api/v1/relocations?limit=200&${query}`;
  return (await service.http<{ items: RelocationView[] }>('GET', path)).body.items;
}

/**
 * Must always be empty: along each vehicle, what is planned and was promised as servable begins where the thing before it has
 * left the vehicle, drives included, and not before. Said in SQL, apart from the planner.
 */
export function brokenRelocations({ service }: RentalWorld): Promise<unknown[]> {
  return service.sql(
    `with uses as (
       select h.vehicle_id, h.reservation_id, h.status, h.conflict, h.subject_kind, h.occupies_from, h.occupies_until,
              case when h.awaits_relocation then h.relocated_from_branch_id else h.pick_up_branch_id end as begins_at,
              h.leaves_at_branch_id as ends_at, h.awaits_relocation, h.from_at, h.relocation_minutes
         from capacity_hold h where h.released_at is null and h.vehicle_id is not null and h.status <> 'proposed'
     ), chain as (
       select u.*, v.branch_id, v.free_from,
              lag(ends_at) over by_time as before_at, lag(occupies_until) over by_time as before_until,
              count(*) over by_time as place
         from uses u join vehicle v using (vehicle_id)
       window by_time as (partition by vehicle_id order by occupies_from, reservation_id)
     )
     select reservation_id, vehicle_id, begins_at, before_at, branch_id from chain
      where status <> 'in-use' and conflict is null and subject_kind = 'rental'
        and (begins_at is distinct from case when place = 1 then branch_id else before_at end
             or occupies_from < case when place = 1 then free_from else before_until end
             or awaits_relocation and occupies_from + relocation_minutes * interval '1 minute' < from_at)`,
  );
}
