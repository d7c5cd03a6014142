import { Injectable } from '@nestjs/common';
import {
  AggregatePlatform,
  AggregateStore,
  type Locked,
  type StatementPart,
  type TableChange,
} from '@houtai/aggregate';
import type { Instant } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import { RELOCATION_FIELDS, RELOCATION_OF_USE, relocatedByUse } from '../planning/relocation-columns';
import type { Capacity, CapacityCommand, CapacityEvent } from './capacity';
import { capacity } from './capacity.aggregate';
import { COLUMNS, LIVE_HOLDS, toCapacity, toCapacityRow, type CapacityRow } from './capacity.row';
import { holdWrites } from './hold-writes';
import { refusedWishWrites, writeRefusedWishes } from './refused-wish-writes';

export type LockedCapacities = Locked<CapacityCommand, Capacity, CapacityEvent>;

type CapacityChange = TableChange<Capacity, CapacityEvent>;

/** What reservations have of capacity. Whoever plans for one locks it first, after the classes. */
@Injectable()
export class CapacityStore extends AggregateStore<CapacityCommand, Capacity, CapacityEvent, CapacityRow> {
  constructor(platform: AggregatePlatform) {
    const table = {
      name: 'capacity_request',
      id: 'reservation_id',
      columns: COLUMNS,
      children: { holds: LIVE_HOLDS },
      toState: toCapacity,
      toRow: toCapacityRow,
      parts: [part(writeHolds, holdWrites), part(writeRefusedWishes, refusedWishWrites)],
    };
    super(capacity, table, platform);
  }

  /** Locks subjects, also those never heard of: two events that are the first of their topics wait for each other. */
  lockSubjects(ids: readonly string[], kind: SubjectKind, at: Instant): Promise<LockedCapacities> {
    return this.lockMany(ids, (id) => ({ type: 'HearOfSubject', subject: { kind, id }, at }));
  }
}

/** In the statement only of changes that write there. */
function part(
  sql: (input: string) => string,
  writesOf: (change: CapacityChange) => object[],
): StatementPart<Capacity, CapacityEvent> {
  return {
    sql,
    values: (changes) => {
      const writes = changes.flatMap(writesOf);
      return writes.length > 0 ? writes : undefined;
    },
  };
}

/** Only when all that leave have left may others take their place: one live hold a reservation. */
const AFTER_THOSE_THAT_LEAVE = '(select count(*) from holds_left) >= 0';

/** A change does not give back what a dispatcher has forbidden. */
const FORBIDDEN_ALREADY = `(
  select known.forbidden_vehicle_ids from capacity_hold known
   where known.reservation_id = hold_writes.reservation_id and known.forbidden_vehicle_ids is not null
   order by known.hold_id desc limit 1)`;

const TERMS = `class_code, allowed_classes, pick_up_branch_id, return_branch_id, from_at, due_at, until_at, vehicle_id, conflict`;

/** Said by ids: Postgres takes any recordset for a hundred rows and would read the whole table. */
function anyThat(move: string): string {
  return `any(array(select hold_id from hold_writes where move = '${move}'))`;
}

function ownSpan(own: string, shared: string): string {
  return `case when w.own_span = 'yes' or w.own_span = 'unless-late' and h.conflict is distinct from 'vehicle-late'
                then ${own} else h.${shared} end`;
}

/** A vehicle that has to be driven to the pick-up leaves before that. */
const OWN_START = `h.from_at - case when h.awaits_relocation and w.status <> 'in-use' then h.relocation_minutes else 0 end * interval '1 minute'`;
const RELOCATION = 'relocated_from_branch_id, relocation_minutes, relocation_fen';

function writeHolds(input: string): string {
  return `hold_writes as materialized (
    select * from jsonb_to_recordset(${input}) as w(move text, hold_id uuid, status text, at timestamptz, own_span text,
      reservation_id uuid, subject_kind text, change_id uuid, class_code text, allowed_classes text[], pick_up_branch_id uuid, return_branch_id uuid,
      from_at timestamptz, due_at timestamptz, until_at timestamptz, vehicle_id uuid, conflict text, ${RELOCATION_FIELDS})
  ), holds_left as (
    update capacity_hold h set status = w.status, released_at = w.at, bound = false
      from hold_writes w where h.hold_id = w.hold_id and h.hold_id = ${anyThat('leaves')}
    returning h.hold_id
  ), holds_kept as (
    update capacity_hold h
       set status = w.status, occupies_from = ${ownSpan(OWN_START, 'occupies_from')},
           occupies_until = ${ownSpan('h.until_at', 'occupies_until')},
           leaves_at_branch_id = ${ownSpan('h.return_branch_id', 'leaves_at_branch_id')},
           relocated_at = ${relocatedByUse('w.status', 'h.from_at')}
      from hold_writes w where h.hold_id = w.hold_id and h.hold_id = ${anyThat('stays')} and ${AFTER_THOSE_THAT_LEAVE}
  ), holds_entered as (
    insert into capacity_hold as h (hold_id, reservation_id, subject_kind, change_id, status, ${TERMS},
      occupies_from, occupies_until, leaves_at_branch_id, conflict_since, held_at, forbidden_vehicle_ids, ${RELOCATION})
    select hold_id, reservation_id, subject_kind, change_id, status, ${TERMS},
           from_at - coalesce(relocation_minutes, 0) * interval '1 minute', until_at, return_branch_id,
           case when conflict is null then null else at end, at, ${FORBIDDEN_ALREADY}, ${RELOCATION}
      from hold_writes where move = 'enters' and ${AFTER_THOSE_THAT_LEAVE}
    on conflict (hold_id) do update
      set (status, ${TERMS}, occupies_from, occupies_until, leaves_at_branch_id, conflict_since) =
          (excluded.status, ${TERMS.replace(/\w+/g, 'excluded.$&')},
           excluded.occupies_from, excluded.occupies_until, excluded.leaves_at_branch_id, excluded.conflict_since),
          ${RELOCATION_OF_USE}
  )`;
}
