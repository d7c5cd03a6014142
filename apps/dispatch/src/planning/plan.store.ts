import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { Drive } from '../drives/network';
import { toItems, type Board, type BoardItem, type ConflictKind } from './board';
import { ClassPlan } from './class-plan';
import { instantOf, type Placement, type Span } from './plan';
import { PlanMemory } from './plan-memory.service';
import { toHold, toVehicle, type HoldRecord, type VehicleRecord } from './plan-record';
import { CLASSES_CONCERNED, HOLDS, LOCK, VEHICLES } from './plan-sql';
import { RELOCATION_FIELDS, RELOCATION_OF_PLACE, relocationColumns } from './relocation-columns';

export interface NewPlace {
  holdIds: readonly string[];
  vehicleId: string | null;
  conflict?: ConflictKind;
  from: Instant;
  /** Brings the vehicle to the pick-up, from `from` on. */
  drive: Drive | undefined;
  bound: boolean;
}

/** The stored plan: locks, look-ups, placements. */
@Injectable()
export class PlanStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly memory: PlanMemory,
  ) {}

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

  /** The plans of these classes, with what this transaction has changed; the caller may change them. */
  plansOf(classCodes: readonly string[]): Promise<Map<string, ClassPlan>> {
    return this.memory.read(classCodes);
  }

  async planOf(classCode: string): Promise<ClassPlan> {
    return (await this.plansOf([classCode])).get(classCode) ?? ClassPlan.empty();
  }

  /** Everything placed on vehicles of these classes, and what was promised of these classes and has no vehicle. */
  async loadClasses(classCodes: readonly string[]): Promise<Board> {
    const plans = [...(await this.plansOf(classCodes)).values()];
    return { vehicles: plans.flatMap((plan) => plan.vehicles), items: plans.flatMap((plan) => plan.items) };
  }

  async loadVehicles(vehicleIds: readonly string[]): Promise<Board> {
    const where = 'vehicle_id = any($1::uuid[])';
    const vehicles = await this.sql.rows<VehicleRecord>(`${VEHICLES} where ${where} order by 1`, [
      vehicleIds,
    ]);
    const holds = await this.sql.rows<HoldRecord>(`${HOLDS} where released_at is null and ${where}`, [
      vehicleIds,
    ]);
    return { vehicles: vehicles.map(toVehicle), items: toItems(holds.map(toHold)) };
  }

  /** The present hold before a proposed one. */
  async loadReservation(reservationId: string): Promise<BoardItem[]> {
    const rows = await this.sql.rows<HoldRecord>(
      `${HOLDS} where released_at is null and reservation_id = $1 order by status = 'proposed'`,
      [reservationId],
    );
    return toItems(rows.map(toHold));
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

  /**
   * Gives holds another vehicle, or none and the reason. A hold without conflict has what was promised. A drive that was made
   * or missed is kept as long as the vehicle is.
   */
  async replace(at: Instant, places: readonly NewPlace[]): Promise<void> {
    if (places.length === 0) return;
    const rows = places.flatMap(({ holdIds, vehicleId, conflict = null, from, bound, drive }) => {
      const relocation = drive && relocationColumns(drive);
      return holdIds.map((holdId) => ({ holdId, vehicleId, conflict, from, bound, ...relocation }));
    });
    await this.sql.write(
      `update capacity_hold h
          set vehicle_id = n."vehicleId", conflict = n.conflict, occupies_from = n."from", bound = n.bound,
              pinned = h.pinned and h.vehicle_id is not distinct from n."vehicleId",
              retries = case when n.conflict is null then 0 else h.retries end,
              retry_at = case when n.conflict is null then null else h.retry_at end,
              conflict_since = case when n.conflict is null then null else coalesce(h.conflict_since, $2::timestamptz) end,
              ${RELOCATION_OF_PLACE}
         from jsonb_to_recordset($1::jsonb)
           as n("holdId" uuid, "vehicleId" uuid, conflict text, "from" timestamptz, bound boolean,
                ${RELOCATION_FIELDS})
        where h.hold_id = n."holdId" and h.hold_id = any($3::uuid[])`,
      [JSON.stringify(rows), at, rows.map(({ holdId }) => holdId)],
    );
  }

  /** Stores where others move to for the sake of one. */
  async moveOthers(at: Instant, placements: readonly Placement<BoardItem>[]): Promise<void> {
    const moves = placements.map(({ item, vehicleId }) => {
      const { holdIds, drive } = item;
      return { holdIds, vehicleId, drive, from: instantOf(item.from), bound: false };
    });
    await this.replace(at, moves);
  }

  /** Whether a dispatcher wants these on their vehicle. */
  async pin(holdIds: readonly string[], pinned: boolean): Promise<void> {
    await this.sql.write('update capacity_hold set pinned = $2 where hold_id = any($1::uuid[])', [
      holdIds,
      pinned,
    ]);
  }

  /** Which vehicles a reservation must not get. */
  async forbid(reservationId: string, vehicleIds: readonly string[]): Promise<void> {
    await this.sql.write(
      `update capacity_hold set forbidden_vehicle_ids = nullif($2::uuid[], '{}')
        where reservation_id = $1 and released_at is null`,
      [reservationId, vehicleIds],
    );
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
}
