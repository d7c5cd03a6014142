import { Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { assertNever, fold, toInstant, type Instant } from '@houtai/domain-kit';
import { Outbox, type OutgoingEvent } from '@houtai/messaging';
import type { CapacityEvent, CapacityState, Hold, ReleaseReason } from './capacity';
import { capacityDecider } from './capacity.decide';
import { publicFact } from './capacity.publish';
import { holdToRow, type HoldPlace } from './hold-place';

export interface LoadedCapacity {
  reservationId: string;
  state: CapacityState;
  /** Number of the last published event. */
  version: number;
}

/** Loads and saves what a reservation has of capacity; events leave through the outbox of the same transaction. */
@Injectable()
export class CapacityStore {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Locks the reservation, also one that was never heard of: two events that are the first of their topics wait for each
   * other. Take the locks of the classes before.
   */
  async load(sql: Sql, reservationId: string): Promise<LoadedCapacity> {
    const request = await this.lockRow(sql, reservationId);
    if (!request || request.status === 'unknown') return this.loadNew(sql, reservationId);
    return this.withHolds(sql, reservationId, request);
  }

  /** The same for an event that is probably the first about its reservation. */
  async loadNew(sql: Sql, reservationId: string): Promise<LoadedCapacity> {
    const created = await sql.rows(
      `with created as (
         insert into capacity_request (reservation_id, status, version, answered_at) values ($1, 'unknown', 0, now())
         on conflict (reservation_id) do nothing returning reservation_id
       ) select reservation_id from created`,
      [reservationId],
    );
    const request = created.length > 0 ? undefined : await this.lockRow(sql, reservationId);
    if (request && request.status !== 'unknown') return this.withHolds(sql, reservationId, request);
    return { reservationId, state: capacityDecider.initialState(), version: 0 };
  }

  private async lockRow(sql: Sql, reservationId: string): Promise<RequestRow | undefined> {
    const rows = await sql.rows<RequestRow>(
      'select status, end_reason, version from capacity_request where reservation_id = $1 for update',
      [reservationId],
    );
    return rows[0];
  }

  private async withHolds(sql: Sql, reservationId: string, request: RequestRow): Promise<LoadedCapacity> {
    const holds = await sql.rows<LiveHoldRow>(
      `select hold_id, change_id, status, class_code, pick_up_branch_id, from_at, return_branch_id, due_at
         from capacity_hold where reservation_id = $1 and released_at is null`,
      [reservationId],
    );
    return { reservationId, state: toState(request, holds), version: request.version };
  }

  /** Where the reservation has a part in the plan, as far as is known without a lock; the present hold first. */
  async touches(sql: Sql, reservationId: string): Promise<{ vehicleIds: string[]; classCodes: string[] }> {
    const rows = await sql.rows<{ vehicle_id: string | null; class_code: string }>(
      `select vehicle_id, class_code from capacity_hold where reservation_id = $1 and released_at is null
        order by status = 'proposed'`,
      [reservationId],
    );
    return {
      vehicleIds: [...new Set(rows.flatMap(({ vehicle_id }) => vehicle_id ?? []))],
      classCodes: [...new Set(rows.map(({ class_code }) => class_code))],
    };
  }

  /** First answer to a submission, in one statement: this is the hot path. */
  async answer(
    sql: Sql,
    reservationId: string,
    event: Extract<CapacityEvent, { type: 'capacity-held' | 'capacity-refused' }>,
    place?: HoldPlace,
  ): Promise<void> {
    const outbox = this.outbox.cte(this.toOutgoing(reservationId, 0, [event]), 5);
    const held = event.type === 'capacity-held' && place ? holdToRow(event.hold, place) : null;
    await sql.rows(
      `with request as (
         update capacity_request set status = $2, version = 1, answered_at = $3 where reservation_id = $1
       ), hold as (${INSERT_HOLD}), ${outbox.sql}
       select 1`,
      [
        reservationId,
        held ? 'held' : 'refused',
        event.at,
        JSON.stringify(held ? [{ ...held, status: 'held', changeId: null }] : []),
        ...outbox.params,
      ],
    );
  }

  /** @param places where the holds of `capacity-held` events go */
  async save(
    sql: Sql,
    loaded: LoadedCapacity,
    events: readonly CapacityEvent[],
    places: ReadonlyMap<string, HoldPlace> = new Map(),
  ): Promise<LoadedCapacity> {
    const [first] = events;
    if (!first) return loaded;
    const { reservationId } = loaded;
    const outgoing = this.toOutgoing(reservationId, loaded.version, events);
    const state = fold(capacityDecider, loaded.state, events);
    const version = loaded.version + outgoing.length;
    await sql.rows(
      `insert into capacity_request (reservation_id, status, end_reason, version, answered_at)
       values ($1, $2, $3, $4, $5)
       on conflict (reservation_id) do update
         set status = excluded.status, end_reason = excluded.end_reason, version = excluded.version`,
      [reservationId, state.status, state.status === 'ended' ? state.reason : null, version, first.at],
    );
    for (const event of events) await this.persist(sql, reservationId, event, places);
    await this.outbox.append(outgoing);
    return { reservationId, state, version };
  }

  private async persist(
    sql: Sql,
    reservationId: string,
    event: CapacityEvent,
    places: ReadonlyMap<string, HoldPlace>,
  ): Promise<void> {
    switch (event.type) {
      case 'capacity-held': {
        const changeId = event.changeId ?? null;
        const row = holdToRow(event.hold, placeOf(event.hold, places));
        const status = changeId ? 'proposed' : 'held';
        await sql.rows(`with status as (select $2::text) ${INSERT_HOLD}`, [
          reservationId,
          status,
          event.at,
          JSON.stringify([{ ...row, status, changeId }]),
        ]);
        return;
      }
      case 'hold-made-firm':
        await sql.rows(
          `update capacity_hold set status = 'firm' where reservation_id = $1 and status = 'held'`,
          [reservationId],
        );
        return;
      case 'change-adopted':
        await this.release(sql, reservationId, `status <> 'proposed'`, event.at);
        await sql.rows(
          `update capacity_hold
              set status = (select status from capacity_request where reservation_id = $1), ${OWN_SPAN}
            where reservation_id = $1 and status = 'proposed'`,
          [reservationId],
        );
        return;
      case 'change-dropped':
        await this.release(sql, reservationId, `status = 'proposed'`, event.at);
        await sql.rows(
          `update capacity_hold set ${OWN_SPAN}
            where reservation_id = $1 and released_at is null and conflict is distinct from 'vehicle-late'`,
          [reservationId],
        );
        return;
      case 'use-started':
        await this.startUse(sql, reservationId, event, places);
        return;
      case 'capacity-ended':
        await sql.rows(
          `update capacity_hold set status = $2, released_at = $3, bound = false
            where reservation_id = $1 and released_at is null`,
          [reservationId, event.reason === 'completed' ? 'completed' : 'released', event.at],
        );
        return;
      case 'capacity-refused':
        return;
      default:
        assertNever(event);
    }
  }

  /** The hold of the reservation becomes what the agreement says, on the vehicle that was handed over. */
  private async startUse(
    sql: Sql,
    reservationId: string,
    { hold, at }: Extract<CapacityEvent, { type: 'use-started' }>,
    places: ReadonlyMap<string, HoldPlace>,
  ): Promise<void> {
    await sql.rows(
      `update capacity_hold set status = 'released', released_at = $3, bound = false
        where reservation_id = $1 and released_at is null and hold_id <> $2`,
      [reservationId, hold.holdId, at],
    );
    const row = { ...holdToRow(hold, placeOf(hold, places)), status: 'in-use', changeId: null };
    await sql.rows(
      `with status as (select $2::text) ${INSERT_HOLD}
       on conflict (hold_id) do update
         set status = excluded.status, class_code = excluded.class_code,
             pick_up_branch_id = excluded.pick_up_branch_id, return_branch_id = excluded.return_branch_id,
             from_at = excluded.from_at, due_at = excluded.due_at, until_at = excluded.until_at,
             vehicle_id = excluded.vehicle_id, occupies_from = excluded.occupies_from,
             occupies_until = excluded.occupies_until, leaves_at_branch_id = excluded.leaves_at_branch_id,
             conflict = null, conflict_since = null`,
      [reservationId, row.status, at, JSON.stringify([row])],
    );
  }

  private async release(sql: Sql, reservationId: string, which: string, at: Instant): Promise<void> {
    await sql.rows(
      `update capacity_hold set status = 'released', released_at = $2, bound = false
        where reservation_id = $1 and released_at is null and ${which}`,
      [reservationId, at],
    );
  }

  private toOutgoing(
    reservationId: string,
    version: number,
    events: readonly CapacityEvent[],
  ): OutgoingEvent[] {
    return events
      .flatMap((event) => publicFact(reservationId, event) ?? [])
      .map((fact, index) => ({ ...fact, key: reservationId, aggregateVersion: version + index + 1 }));
  }
}

function placeOf(hold: Hold, places: ReadonlyMap<string, HoldPlace>): HoldPlace {
  const place = places.get(hold.holdId);
  if (!place) throw new Error(`hold ${hold.holdId} has neither a vehicle nor a conflict`);
  return place;
}

interface RequestRow {
  status: CapacityState['status'];
  end_reason: ReleaseReason | null;
  version: number;
}

interface LiveHoldRow {
  hold_id: string;
  change_id: string | null;
  status: string;
  class_code: string;
  pick_up_branch_id: string;
  from_at: Date;
  return_branch_id: string;
  due_at: Date;
}

function toState(request: RequestRow, rows: readonly LiveHoldRow[]): CapacityState {
  const current = rows.find(({ status }) => status !== 'proposed');
  const proposed = rows.find(({ status }) => status === 'proposed');
  if (request.status === 'ended') return { status: 'ended', reason: request.end_reason ?? 'completed' };
  if (request.status === 'refused' || request.status === 'unknown') return { status: request.status };
  if (!current) throw new Error(`a reservation is ${request.status} but holds nothing`);
  const hold = toHold(current);
  if (request.status === 'in-use') return { status: 'in-use', hold };
  return proposed?.change_id
    ? { status: request.status, hold, proposal: { changeId: proposed.change_id, hold: toHold(proposed) } }
    : { status: request.status, hold };
}

function toHold(row: LiveHoldRow): Hold {
  return {
    holdId: row.hold_id,
    classCode: row.class_code,
    pickUp: { branchId: row.pick_up_branch_id, at: toInstant(row.from_at) },
    return: { branchId: row.return_branch_id, at: toInstant(row.due_at) },
  };
}

/** Back to the span of the promise itself, once there is no alternative to share one with. */
const OWN_SPAN = 'occupies_from = from_at, occupies_until = until_at, leaves_at_branch_id = return_branch_id';

/** $1 reservation, $3 time, $4 rows of `holdToRow` with status and changeId. */
const INSERT_HOLD = `
  insert into capacity_hold (hold_id, reservation_id, change_id, status, class_code, pick_up_branch_id,
    return_branch_id, from_at, due_at, until_at, vehicle_id, occupies_from, occupies_until, leaves_at_branch_id,
    conflict, conflict_since, held_at)
  select r."holdId", $1, r."changeId", r.status, r."classCode", r."pickUpBranchId", r."returnBranchId", r."fromAt",
         r."dueAt", r."untilAt", r."vehicleId", r."fromAt", r."untilAt", r."returnBranchId", r.conflict,
         case when r.conflict is null then null else $3::timestamptz end, $3
    from jsonb_to_recordset($4::jsonb) as r("holdId" uuid, "changeId" uuid, status text, "classCode" text,
      "pickUpBranchId" uuid, "returnBranchId" uuid, "fromAt" timestamptz, "dueAt" timestamptz,
      "untilAt" timestamptz, "vehicleId" uuid, conflict text)`;
