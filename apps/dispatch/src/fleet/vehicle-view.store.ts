import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { instantOf, type Span } from '../planning/plan';
import { WHAT_IS_KEPT } from './kept-free.store';

export interface RegisteredVehicle {
  vehicleId: string;
  classCode: string;
  plate: string;
  branchId: string;
  fit: readonly Span[];
  registeredAt: Instant;
}

/** Until a vehicle is withdrawn; without an end before that. */
const IN_FLEET = 'tstzmultirange(tstzrange(null, withdrawn_at))';

/** Which vehicles there are, and when each may be driven, as fleet tells. */
@Injectable()
export class VehicleViewStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A vehicle already heard of from a rental keeps the place where that left it. */
  async registerVehicle({
    vehicleId,
    classCode,
    plate,
    branchId,
    registeredAt,
    fit,
  }: RegisteredVehicle): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle as v (vehicle_id, class_code, plate, in_fleet, branch_id, located_at, free_from, fit)
       values ($1, $2, $3, true, $4, $5, $5, $6::tstzmultirange)
       on conflict (vehicle_id) do update
         set class_code = excluded.class_code, plate = excluded.plate, in_fleet = true, fit = excluded.fit,
             branch_id = case when v.located_at > excluded.located_at then v.branch_id else excluded.branch_id end,
             free_from = greatest(v.free_from, excluded.free_from),
             located_at = greatest(v.located_at, excluded.located_at)`,
      [vehicleId, classCode, plate, branchId, registeredAt, multirange(fit)],
    );
  }

  async renewPapers(vehicleId: string, fit: readonly Span[]): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set fit = $2::tstzmultirange * ${IN_FLEET} where vehicle_id = $1`,
      [vehicleId, multirange(fit)],
    );
  }

  /** It is on sale or sold: from then on it serves nobody, whenever it was expected back from the workshop. */
  async leaveFleet(vehicleId: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle
          set in_fleet = false, withdrawn_at = least(withdrawn_at, $2), grounded = null, grounded_reason = null,
              fit = fit * tstzmultirange(tstzrange(null, $2::timestamptz))
        where vehicle_id = $1`,
      [vehicleId, at],
    );
  }

  /** @param to expected end; null when nobody knows */
  async ground(vehicleId: string, from: Instant, to: Instant | null, reason: string): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set grounded = tstzrange($2::timestamptz, $3::timestamptz), grounded_reason = $4
        where vehicle_id = $1`,
      [vehicleId, from, to !== null && to > from ? to : null, reason],
    );
  }

  /** Vehicles that should have been back in service by `now`. */
  async lateGroundings(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string; due: Date }>(
      `select vehicle_id, upper(grounded) as due from vehicle
        where grounded is not null and upper(grounded) <= $1 order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.vehicle_id, dueAt: toInstant(row.due) }));
  }

  /** Only where it is still late: it may have come back in the meantime. */
  async extendGrounding(vehicleId: string, now: Instant, to: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set grounded = tstzrange(lower(grounded), $3)
        where vehicle_id = $1 and grounded is not null and upper(grounded) <= $2`,
      [vehicleId, now, to],
    );
  }

  /** One that was kept free at that time was so for its grounding. */
  async returnToService(vehicleId: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `delete from kept_free k using vehicle v
        where k.vehicle_id = $1 and k.span @> $2::timestamptz and v.vehicle_id = $1 and v.grounded is not null`,
      [vehicleId, at],
    );
    await this.unitOfWork.sql.write(
      `update vehicle set grounded = null, grounded_reason = null, ${WHAT_IS_KEPT} where vehicle_id = $1`,
      [vehicleId],
    );
  }
}

/** Text of a tstzmultirange. */
function multirange(spans: readonly Span[]): string {
  return `{${spans.map(({ from, to }) => `[${instantOf(from)},${instantOf(to)})`).join(',')}}`;
}
