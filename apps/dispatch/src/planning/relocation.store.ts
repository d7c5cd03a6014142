import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';

/** A promise whose vehicle was to be driven to the pick-up, as it goes on without the drive. */
export interface Undriven {
  reservationId: string;
  from: Instant;
}

/** When the use itself begins: the plan may have it later than promised. */
const BEGINS = `h.occupies_from + h.relocation_minutes * interval '1 minute'`;

/** Vehicles that were to be driven somewhere by $1, and nobody has told that they are there. Ordered within as one index is alone. */
export const MISSED_RELOCATIONS = `
  select id, min(begins) as due from (
    select h.vehicle_id as id, ${BEGINS} as begins from capacity_hold h
     where h.released_at is null and h.awaits_relocation and h.occupies_from <= $1 order by h.occupies_from) under_way
   where begins <= $1 group by 1 order by 2, 1 limit $2`;

/** What becomes of planned relocations. The locks of the classes are taken. */
@Injectable()
export class RelocationStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The vehicle stands there now: if that is where it is to be driven next, it has been. News that came too late to say where
   * the vehicle is has no effect.
   */
  async arrive(vehicleId: string, branchId: string, at: Instant): Promise<Undriven[]> {
    return this.end(
      `with next as (
         select reservation_id from capacity_hold
          where vehicle_id = $1 and released_at is null and status <> 'in-use' order by occupies_from, hold_id limit 1)
       update capacity_hold h set relocated_at = $3, occupies_from = ${BEGINS} from next
        where h.vehicle_id = $1 and h.released_at is null and h.awaits_relocation
          and h.reservation_id = next.reservation_id and h.pick_up_branch_id = $2
          and exists (select from vehicle v where v.vehicle_id = $1 and v.branch_id = $2)`,
      [vehicleId, branchId, at],
    );
  }

  /** Only where it is still missed: the vehicle may have come in the meantime. */
  async miss(vehicleId: string, now: Instant): Promise<Undriven[]> {
    return this.end(
      `update capacity_hold h set relocation_missed_at = $2, occupies_from = ${BEGINS}
        where h.vehicle_id = $1 and h.released_at is null and h.awaits_relocation and ${BEGINS} <= $2`,
      [vehicleId, now],
    );
  }

  /** Vehicles that are not where they were to be driven by `now`. */
  async missed(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; due: Date }>(MISSED_RELOCATIONS, [now, limit]);
    return rows.map(({ id, due }) => ({ id, dueAt: toInstant(due) }));
  }

  private async end(text: string, values: unknown[]): Promise<Undriven[]> {
    const rows = await this.unitOfWork.sql.rows<{ reservationId: string; from: Date }>(
      `${text} returning h.reservation_id as "reservationId", h.occupies_from as "from"`,
      values,
    );
    return rows.map(({ reservationId, from }) => ({ reservationId, from: toInstant(from) }));
  }
}
