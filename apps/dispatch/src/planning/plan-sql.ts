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

export const VEHICLES = `
  select vehicle_id, class_code, branch_id, ${ms('free_from')} as free_from, in_fleet, awaits_check_in,
         (select json_agg(json_build_array(${ms('lower(r)')}, ${ms('upper(r)')})) from unnest(fit) r) as fit,
         ${ms('lower(grounded)')} as grounded_from, ${ms('upper(grounded)')} as grounded_to
    from vehicle`;

export const HOLDS = `
  select h.hold_id as "holdId", h.reservation_id as "reservationId", h.class_code as "classCode",
         h.pick_up_branch_id as "pickUpBranchId", h.leaves_at_branch_id as "returnBranchId",
         ${ms('h.occupies_from')} as "from", ${ms('h.from_at')} as "plannedFrom", ${ms('h.due_at')} as "dueAt",
         ${ms('h.occupies_until')} as "until", h.vehicle_id as "vehicleId", h.bound or h.status = 'in-use' as fixed,
         h.status = 'in-use' as started, h.conflict
    from capacity_hold h
   where h.released_at is null`;

/**
 * The neighbours of the wish on each vehicle decide; the same rule as `Timeline.fitOf`, kept equal by a test. OFFSET 0
 * keeps the dear question, whether anything overlaps, for the few vehicles that pass the cheap ones.
 */
export const DIRECT_FIT = `
  select c.vehicle_id
    from (
      select v.vehicle_id, v.branch_id, v.free_from, before.occupies_until as before_until,
             after.occupies_from as after_from
        from vehicle v
        left join lateral (
          select h.hold_id, h.occupies_until, h.leaves_at_branch_id from capacity_hold h
           where h.vehicle_id = v.vehicle_id and h.released_at is null and h.occupies_from < $6
           order by h.occupies_from desc limit 1) before on true
        left join lateral (
          select h.hold_id, h.occupies_from, h.pick_up_branch_id from capacity_hold h
           where h.vehicle_id = v.vehicle_id and h.released_at is null and h.occupies_from >= $6
           order by h.occupies_from limit 1) after on true
       where v.class_code = $1 and v.in_fleet
         and case when before.hold_id is null then v.branch_id = $2 and v.free_from <= $4
                  else before.leaves_at_branch_id = $2 and before.occupies_until <= $4 end
         and (after.hold_id is null or after.pick_up_branch_id = $3)
         and v.fit @> tstzrange($4, $5)
         and not coalesce(v.grounded && tstzrange($4, $5), false)
      offset 0) c
    left join lateral (
      select h.hold_id, h.leaves_at_branch_id from capacity_hold h
       where h.vehicle_id = c.vehicle_id and h.released_at is null and h.status = 'in-use'
       order by h.occupies_from desc limit 1) in_use on true
   -- A scalar query, for it stays an index look-up per vehicle whatever the statistics say; NOT EXISTS does not.
   where (
     select true from capacity_hold h
      where h.vehicle_id = c.vehicle_id and h.released_at is null
        and h.occupies_from < $6 and h.occupies_until > $4
      limit 1) is null
   order by case when in_use.hold_id is null then c.branch_id else in_use.leaves_at_branch_id end is distinct from $2,
            $4 - coalesce(c.before_until, c.free_from) + coalesce(c.after_from - $6, '0'::interval),
            c.vehicle_id
   limit 1`;

export const LATE_USES = `
  select h.reservation_id as id, h.occupies_until as due from capacity_hold h
   where h.released_at is null and h.status = 'in-use' and h.occupies_until <= $1
     and not exists (
       select from capacity_hold later
        where later.vehicle_id = h.vehicle_id and later.released_at is null and later.status = 'in-use'
          and later.hold_id <> h.hold_id and later.occupies_from >= h.occupies_from)
   order by 2, 1 limit $2`;

/** The same rule as `canBeBound`: what waits for a vehicle to be there is not looked at again and again. */
export const UNBOUND = `
  select h.reservation_id as id, h.occupies_from as due
    from capacity_hold h join vehicle v using (vehicle_id)
    left join lateral (
      select begun.hold_id, begun.leaves_at_branch_id from capacity_hold begun
       where begun.vehicle_id = v.vehicle_id and begun.released_at is null and begun.status = 'in-use'
       order by begun.occupies_from desc limit 1) in_use on true
   where h.released_at is null and h.status = 'firm' and not h.bound and h.vehicle_id is not null and h.occupies_from < $1
     and case when in_use.hold_id is null then v.branch_id = h.pick_up_branch_id and not v.awaits_check_in
              else in_use.leaves_at_branch_id = h.pick_up_branch_id end
   order by 2, 1 limit $2`;

/** One-way rentals that were to begin before $1 and did not, and that the plan still takes for driven. */
export const MISSED = `
  select h.reservation_id as id, h.occupies_from as due from capacity_hold h
   where h.released_at is null and h.status = 'firm' and h.leaves_at_branch_id <> h.pick_up_branch_id
     and h.vehicle_id is not null and h.occupies_from <= $1
   order by 2, 1 limit $2`;
