/** The statements of the plan store. Times leave the database as milliseconds since 1970. */
/** `extract` would compute a numeric, ten times slower. */
const ms = (column: string) => `round(date_part('epoch', ${column}) * 1000)`;

export const LOCK =
  'select class_code from class_lock where class_code = any($1) order by class_code for update';

/** $1 reservations, $2 vehicles. */
export const CLASSES_CONCERNED = `
  with placed as (
    select class_code, vehicle_id from capacity_hold where reservation_id = any($1::uuid[]) and released_at is null
  )
  select class_code from placed
  union
  select v.class_code from vehicle v
   where v.class_code is not null
     and v.vehicle_id = any(array(select vehicle_id from placed where vehicle_id is not null) || $2::uuid[])`;

const VEHICLE = `
  vehicle_id as id, class_code as "classCode", branch_id as "branchId", ${ms('free_from')} as "freeFrom", in_fleet as "inFleet",
  awaits_check_in as "awaitsCheckIn",
  (select json_agg(json_build_array(${ms('lower(r)')}, ${ms('upper(r)')})) from unnest(fit - kept_free) r) as fit,
  ${ms('lower(grounded)')} as "groundedFrom", ${ms('upper(grounded)')} as "groundedTo"`;

const HOLD = `
  hold_id as "holdId", reservation_id as "reservationId", class_code as "classCode", pick_up_branch_id as "pickUpBranchId",
  leaves_at_branch_id as "returnBranchId", ${ms('occupies_from')} as "from", ${ms('from_at')} as "plannedFrom",
  ${ms('due_at')} as "dueAt", ${ms('occupies_until')} as "until", vehicle_id as "vehicleId",
  bound or pinned or status = 'in-use' or subject_kind <> 'rental' as fixed, pinned and not bound and status <> 'in-use' as pinned,
  forbidden_vehicle_ids as forbidden, subject_kind as "subjectKind", status = 'in-use' as started, conflict, released_at is not null as "isOver",
  case when awaits_relocation then
    json_build_object('fromBranchId', relocated_from_branch_id, 'toBranchId', pick_up_branch_id,
                      'ms', relocation_minutes * 60000::bigint, 'costFen', relocation_fen) end as drive`;

export const VEHICLES = `select ${VEHICLE} from vehicle`;

export const HOLDS = `select ${HOLD} from capacity_hold`;

/** Everything in one row of one moment: a plan must not be of two. */
const news = (vehicles: string, holds: string) => `
  select present_moment() as snapshot, has_changed_plans() as "hasOwn",
         exists (select from drive where active) as "hasDrives",
         (select coalesce(json_agg(v), '[]') from (${VEHICLES} where ${vehicles}) v) as vehicles,
         (select coalesce(json_agg(h), '[]') from (${HOLDS} where ${holds}) h) as holds`;

/** Holds are named by their ids, for Postgres keeps plans that it made when the tables were empty. */
const live = (condition: string) =>
  `array(select hold_id from capacity_hold where released_at is null and ${condition})`;
const on = (vehicles: string) => live(`vehicle_id = any(array(${vehicles}))`);

/** $1 classes: their vehicles, what is placed on these, and what was promised of the classes and has no vehicle. */
export const PLAN_OF_CLASSES = news(
  'class_code = any($1) and in_fleet',
  `hold_id = any(${on('select vehicle_id from vehicle where class_code = any($1) and in_fleet')}
              || ${live('vehicle_id is null and class_code = any($1)')})`,
);

const CHANGED_VEHICLES = 'select vehicles_changed_since($1::pg_snapshot)';

/** $1 a snapshot: what has changed since, and all that is placed on vehicles which have. */
export const CHANGED_SINCE = news(
  `vehicle_id = any(array(${CHANGED_VEHICLES}))`,
  `hold_id = any(array(select holds_changed_since($1::pg_snapshot)) || ${on(CHANGED_VEHICLES)})`,
);

export const LATE_USES = `
  select h.reservation_id as id, h.occupies_until as due from capacity_hold h
   where h.released_at is null and h.status = 'in-use' and h.occupies_until <= $1
     and not exists (
       select from capacity_hold later
        where later.vehicle_id = h.vehicle_id and later.released_at is null and later.status = 'in-use'
          and later.hold_id <> h.hold_id and later.occupies_from >= h.occupies_from)
   order by 2, 1 limit $2`;

/** Where the vehicle is needed: where it is to be driven from, or at the pick-up. */
const STARTS_AT = `case when h.awaits_relocation then h.relocated_from_branch_id else h.pick_up_branch_id end`;

/** The same rule as `canBeBound`: what waits for a vehicle to be there is not looked at again and again. */
export const UNBOUND = `
  select h.reservation_id as id, h.occupies_from as due
    from capacity_hold h join vehicle v using (vehicle_id)
    left join lateral (
      select begun.hold_id, begun.leaves_at_branch_id from capacity_hold begun
       where begun.vehicle_id = v.vehicle_id and begun.released_at is null and begun.status = 'in-use'
       order by begun.occupies_from desc limit 1) in_use on true
   where h.released_at is null and h.status = 'firm' and not h.bound and h.vehicle_id is not null and h.occupies_from < $1
     and case when in_use.hold_id is null then v.branch_id = ${STARTS_AT} and not v.awaits_check_in
              else in_use.leaves_at_branch_id = ${STARTS_AT} end
   order by 2, 1 limit $2`;

/** One-way rentals that were to begin before $1 and did not, and that the plan still takes for driven. */
export const MISSED = `
  select h.reservation_id as id, h.occupies_from as due from capacity_hold h
   where h.released_at is null and h.status = 'firm' and h.leaves_at_branch_id <> h.pick_up_branch_id
     and h.subject_kind = 'rental' and h.vehicle_id is not null and h.occupies_from <= $1
     and (not h.awaits_relocation or h.from_at <= $1)
   order by 2, 1 limit $2`;
