import type { RefusedWish } from './refused-demands';

/**
 * The nearest pick-ups first, and for each the next class where a promise would be upgraded. The sub-select is there for the
 * index: planned on an empty table, a join reads all of it. $1 picked up later, $2 so many, $3 upgraded when picked up before.
 */
export const WISHES_AHEAD = `
  select w.reservation_id as id, w.class_code as "classCode", up.class_code as upgrade, w.pick_up_branch_id as "pickUpBranchId",
         w.return_branch_id as "returnBranchId", w.from_at as "from", w.due_at as due, w.until_at as until
    from (select reservation_id, class_code, allowed_classes, pick_up_branch_id, return_branch_id, from_at, due_at, until_at
            from refused_wish where from_at > $1 order by from_at, reservation_id limit $2) w
    left join vehicle_class own using (class_code)
    left join lateral (
      select c.class_code from vehicle_class c
       where w.from_at < $3::timestamptz and c.rank > own.rank
         and (w.allowed_classes is null or c.class_code = any(w.allowed_classes))
       order by c.rank, c.class_code limit 1) up on true`;

export interface WishRow {
  id: string;
  classCode: string;
  upgrade: string | null;
  pickUpBranchId: string;
  returnBranchId: string;
  from: Date;
  due: Date;
  until: Date;
}

export function toWish({ id, upgrade, from, due, until, ...row }: WishRow): RefusedWish {
  return {
    ...row,
    reservationId: id,
    ...(upgrade !== null && { upgrade }),
    from: from.getTime(),
    dueAt: due.getTime(),
    until: until.getTime(),
  };
}
