import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { FleetViewStore } from './fleet-view.store';
import { WHAT_IS_KEPT } from './kept-free.store';

/** A place of a vehicle at a time. */
export interface VehicleStop {
  vehicleId: string;
  branchId: string;
  at: Instant;
}

/**
 * Where each vehicle stands and from when it is ready. Returns come from orders, check-ins and moves from fleet, so any may
 * overtake another: of the place the latest news counts, and older ones are passed over.
 */
@Injectable()
export class VehiclePlaceStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fleet: FleetViewStore,
  ) {}

  /** When a vehicle returned there at `at` is ready again. */
  async readyAfter(branchId: string, at: Instant): Promise<Instant> {
    return (await this.fleet.branchTimes([branchId])).readyAfter({ branchId, at });
  }

  /** Makes a vehicle known that a rental speaks of before its registration was heard of. */
  async noticeVehicle(
    vehicleId: string,
    branchId: string,
    at: Instant,
    classCode: string | null,
  ): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle (vehicle_id, class_code, in_fleet, branch_id, located_at, free_from)
       values ($1, $2, false, $3, $4, $4) on conflict (vehicle_id) do nothing`,
      [vehicleId, classCode, branchId, at],
    );
  }

  /**
   * A rental ended there. The vehicle is expected to be ready after its turnaround and waits for its check-in, unless that
   * was heard of before. At the same instant a move counts, which can only have come after.
   */
  async takeBack(agreementId: string, stop: VehicleStop): Promise<void> {
    const readyAt = await this.readyAfter(stop.branchId, stop.at);
    await this.unitOfWork.sql.write(
      `update vehicle
          set branch_id = case when located_at < $3 then $2 else branch_id end,
              located_at = greatest(located_at, $3),
              free_from = greatest(
                case when located_at < $3 then $3 else free_from end,
                case when checked_in_agreement_id = $4 then checked_in_at else $5::timestamptz end),
              returned_agreement_id = $4, returned_at = $3
        where vehicle_id = $1 and (returned_at is null or returned_at <= $3)`,
      [stop.vehicleId, stop.branchId, stop.at, agreementId, readyAt],
    );
  }

  /** It was inspected and cleaned there after the return of this agreement, and is ready at once. */
  async checkIn(agreementId: string, stop: VehicleStop): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle
          set branch_id = case when located_at <= $3 then $2 else branch_id end,
              located_at = greatest(located_at, $3),
              free_from = case when returned_agreement_id = $4 then $3 else free_from end,
              checked_in_agreement_id = $4, checked_in_at = $3
        where vehicle_id = $1 and (checked_in_at is null or checked_in_at <= $3)`,
      [stop.vehicleId, stop.branchId, stop.at, agreementId],
    );
  }

  /** The company took it there. If that is what it was kept free for, it need not be any more. */
  async move({ vehicleId, branchId, at }: VehicleStop): Promise<void> {
    await this.unitOfWork.sql.write(
      `delete from kept_free k using vehicle v
        where k.vehicle_id = $1 and k.to_branch_id = $2 and v.vehicle_id = $1 and v.located_at <= $3`,
      [vehicleId, branchId, at],
    );
    await this.unitOfWork.sql.write(
      `update vehicle
          set branch_id = $2, located_at = $3, free_from = greatest(free_from, $3), ${WHAT_IS_KEPT}
        where vehicle_id = $1 and located_at <= $3`,
      [vehicleId, branchId, at],
    );
  }

  /** Vehicles that should have been checked in by `now`. One that was handed over all the same is not waited for. */
  async lateCheckIns(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string; due: Date }>(
      `select v.vehicle_id, v.free_from as due from vehicle v
        where v.awaits_check_in and v.in_fleet and v.free_from <= $1
          and not exists (
            select from capacity_hold h
             where h.vehicle_id = v.vehicle_id and h.released_at is null and h.status = 'in-use')
        order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.vehicle_id, dueAt: toInstant(row.due) }));
  }

  /** Only where it is still late: it may have been checked in in the meantime. */
  async expectCheckIn(vehicleId: string, now: Instant, by: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      'update vehicle set free_from = $3 where vehicle_id = $1 and awaits_check_in and free_from <= $2',
      [vehicleId, now, by],
    );
  }
}
