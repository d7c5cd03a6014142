import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLASSES_CONCERNED, DIRECT_FIT, HOLDS, LOCK, VEHICLES } from './plan-sql';
import { toItems, type Board, type BoardItem, type ConflictKind, type HoldRow } from './board';
import { instantOf, type Millis, type Placement, type PlanVehicle, type Span } from './plan';

/** What a direct fit is asked for. */
export interface Wish {
  classCode: string;
  pickUpBranchId: string;
  /** Null: nothing may follow. */
  returnBranchId: string | null;
  from: Instant;
  dueAt: Instant;
  until: Instant;
}

export interface NewPlace {
  holdIds: readonly string[];
  vehicleId: string | null;
  conflict?: ConflictKind;
  from: Instant;
  bound: boolean;
}

/** The stored plan: locks, look-ups, placements. */
@Injectable()
export class PlanStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Makes this transaction the only one that changes the plans of these classes. Take all locks of a reaction in one
   * call: they are taken in one order everywhere.
   */
  async lockClasses(classCodes: Iterable<string>): Promise<void> {
    const codes = [...new Set(classCodes)].sort();
    const locked = await this.sql.rows(LOCK, [codes]);
    if (locked.length === codes.length) return;
    await this.sql.rows(
      'insert into class_lock select unnest($1::text[]) order by 1 on conflict (class_code) do nothing',
      [codes],
    );
    await this.sql.rows(LOCK, [codes]);
  }

  /** The vehicle that fits best as the plan stands (same rule as the planner's first step), or undefined. */
  async directFit(wish: Wish): Promise<string | undefined> {
    const rows = await this.sql.rows<{ vehicle_id: string }>(DIRECT_FIT, [
      wish.classCode,
      wish.pickUpBranchId,
      wish.returnBranchId,
      wish.from,
      wish.dueAt,
      wish.until,
    ]);
    return rows[0]?.vehicle_id;
  }

  /** Everything placed on vehicles of these classes, and what was promised of these classes and has no vehicle. */
  async loadClasses(classCodes: readonly string[]): Promise<Board> {
    const vehicles = await this.vehicles('class_code = any($1) and in_fleet', [classCodes]);
    const rows = await this.sql.rows<HoldRecord>(
      `${HOLDS} and (
         h.vehicle_id in (select vehicle_id from vehicle where class_code = any($1) and in_fleet)
         or h.vehicle_id is null and h.class_code = any($1))`,
      [classCodes],
    );
    return { vehicles, items: toItems(rows.map(toHoldRow)) };
  }

  async loadVehicles(vehicleIds: readonly string[]): Promise<Board> {
    const vehicles = await this.vehicles('vehicle_id = any($1::uuid[])', [vehicleIds]);
    const rows = await this.sql.rows<HoldRecord>(`${HOLDS} and h.vehicle_id = any($1::uuid[])`, [vehicleIds]);
    return { vehicles, items: toItems(rows.map(toHoldRow)) };
  }

  /** The present hold before a proposed one. */
  async loadReservation(reservationId: string): Promise<BoardItem[]> {
    const rows = await this.sql.rows<HoldRecord>(
      `${HOLDS} and h.reservation_id = $1 order by h.status = 'proposed'`,
      [reservationId],
    );
    return toItems(rows.map(toHoldRow));
  }

  /** Two uses of a vehicle never begin at once: the first free millisecond from `at` on. */
  async startOfUse(vehicleId: string, at: Instant): Promise<Instant> {
    const rows = await this.sql.rows<{ began: Date }>(
      `select occupies_from as began from capacity_hold
        where vehicle_id = $1 and status = 'in-use' and released_at is null and occupies_from >= $2
        order by occupies_from`,
      [vehicleId, at],
    );
    let start = Date.parse(at);
    for (const { began } of rows) if (began.getTime() === start) start += 1;
    return instantOf(start);
  }

  /**
   * Vehicles have one driver at a time: a use that began earlier ends where `hold` begins, and `hold` where a later one
   * began. @returns until when `hold` takes the vehicle
   */
  async separateUses(hold: {
    holdId: string;
    vehicleId: string;
    from: Instant;
    until: Instant;
  }): Promise<Instant> {
    const { holdId, vehicleId, from, until } = hold;
    await this.sql.write(
      `update capacity_hold set occupies_until = $3
        where vehicle_id = $1 and hold_id <> $2 and status = 'in-use' and released_at is null
          and occupies_from < $3 and occupies_until > $3`,
      [vehicleId, holdId, from],
    );
    const rows = await this.sql.rows<{ occupies_until: Date }>(
      `with later as (
         select min(occupies_from) as began from capacity_hold
          where vehicle_id = $1 and hold_id <> $2 and status = 'in-use' and released_at is null and occupies_from >= $3
       ), changed as (
         update capacity_hold h
            set occupies_until = case when later.began is null then $4
                                  else least($4, greatest(later.began, $3::timestamptz + interval '1 ms')) end
           from later where h.hold_id = $2
         returning h.occupies_until
       ) select occupies_until from changed`,
      [vehicleId, holdId, from, until],
    );
    return rows[0] ? toInstant(rows[0].occupies_until) : until;
  }

  /** Gives holds another vehicle, or none and the reason. A hold without conflict has what was promised. */
  async replace(at: Instant, places: readonly NewPlace[]): Promise<void> {
    if (places.length === 0) return;
    const rows = places.flatMap(({ holdIds, vehicleId, conflict = null, from, bound }) =>
      holdIds.map((holdId) => ({ holdId, vehicleId, conflict, from, bound })),
    );
    await this.sql.write(
      `update capacity_hold h
          set vehicle_id = n."vehicleId", conflict = n.conflict, occupies_from = n."from", bound = n.bound,
              conflict_since = case when n.conflict is null then null else coalesce(h.conflict_since, $2::timestamptz) end
         from jsonb_to_recordset($1::jsonb)
           as n("holdId" uuid, "vehicleId" uuid, conflict text, "from" timestamptz, bound boolean)
        where h.hold_id = n."holdId" and h.hold_id = any($3::uuid[])`,
      [JSON.stringify(rows), at, rows.map(({ holdId }) => holdId)],
    );
  }

  /** Stores where others move to for the sake of `ownId`, whose own place the caller stores. */
  async moveOthers(
    at: Instant,
    board: Board,
    placements: readonly Placement[],
    ownId: string,
  ): Promise<void> {
    const items = new Map(board.items.map((item) => [item.id, item]));
    const moves = placements.flatMap(({ itemId, vehicleId }) => {
      const item = itemId === ownId ? undefined : items.get(itemId);
      return item ? [{ holdIds: item.holdIds, vehicleId, from: instantOf(item.from), bound: false }] : [];
    });
    await this.replace(at, moves);
  }

  /** Lets several holds of one reservation on one vehicle share the span that covers them. */
  async share(holdIds: readonly string[], span: Span, leavesAt: string | null): Promise<void> {
    await this.sql.write(
      `update capacity_hold set occupies_from = $2, occupies_until = $3, leaves_at_branch_id = $4
        where hold_id = any($1::uuid[])`,
      [holdIds, instantOf(span.from), instantOf(span.to), leavesAt],
    );
  }

  /**
   * Classes whose plans a reservation has a part in, by its holds and by the vehicles they are placed on, and those of
   * further vehicles. A vehicle of unknown class belongs to none.
   */
  async classesConcerned(
    reservationIds: readonly string[],
    vehicleIds: readonly string[],
  ): Promise<string[]> {
    const rows = await this.sql.rows<{ class_code: string }>(CLASSES_CONCERNED, [reservationIds, vehicleIds]);
    return rows.map((row) => row.class_code);
  }

  private get sql() {
    return this.unitOfWork.sql;
  }

  private async vehicles(where: string, params: unknown[]): Promise<PlanVehicle[]> {
    const rows = await this.sql.rows<VehicleRecord>(`${VEHICLES} where ${where} order by vehicle_id`, params);
    return rows.map(({ grounded_from, grounded_to, fit, ...row }) => ({
      inFleet: row.in_fleet,
      awaitsCheckIn: row.awaits_check_in,
      id: row.vehicle_id,
      classCode: row.class_code ?? '',
      branchId: row.branch_id,
      freeFrom: row.free_from,
      fit: (fit ?? []).map(([from, to]) => ({ from, to })),
      ...(grounded_from === null ? {} : { grounded: { from: grounded_from, to: grounded_to ?? Infinity } }),
    }));
  }
}

interface VehicleRecord {
  vehicle_id: string;
  class_code: string | null;
  branch_id: string;
  free_from: Millis;
  in_fleet: boolean;
  awaits_check_in: boolean;
  fit: [Millis, Millis][] | null;
  grounded_from: Millis | null;
  grounded_to: Millis | null;
}

interface HoldRecord extends Omit<HoldRow, 'vehicleId' | 'conflict'> {
  vehicleId: string | null;
  conflict: ConflictKind | null;
}

function toHoldRow({ vehicleId, conflict, ...row }: HoldRecord): HoldRow {
  return { ...row, vehicleId: vehicleId ?? undefined, conflict: conflict ?? undefined };
}
