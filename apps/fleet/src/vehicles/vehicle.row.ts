import { toInstant } from '@houtai/domain-kit';
import type { Paper } from './papers';
import type { Allocation, Energy, Grounding, LifeCycle, RegisteredVehicle, Rental } from './vehicle';
import { standingOf } from './vehicle-standing';

/** A row of `vehicle` as the database gives it, with its papers and allocations. */
export interface VehicleRow {
  id: string;
  vin: string;
  plate: string;
  class_code: string;
  energy: Energy;
  branch_id: string;
  odometer_km: number;
  life_cycle: LifeCycle;
  fit_until: Date;
  grounded_reason: Grounding['reason'] | null;
  grounded_note: string | null;
  grounded_at: Date | null;
  expected_back_at: Date | null;
  rental_agreement_id: string | null;
  rental_reservation_id: string | null;
  rental_opened_at: Date | null;
  rental_stage: Rental['stage'] | null;
  since: Date;
  papers: Paper[];
  allocations: Allocation[];
}

export function toVehicle(row: VehicleRow): RegisteredVehicle {
  return {
    status: row.life_cycle,
    id: row.id,
    vin: row.vin,
    plate: row.plate,
    classCode: row.class_code,
    energy: row.energy,
    branchId: row.branch_id,
    odometerKm: row.odometer_km,
    fitUntil: toInstant(row.fit_until),
    grounding: toGrounding(row),
    rental: toRental(row),
    papers: row.papers.map((paper) => ({
      ...paper,
      validFrom: toInstant(paper.validFrom),
      validTo: toInstant(paper.validTo),
    })),
    allocations: row.allocations.map((allocation) => ({
      ...allocation,
      from: toInstant(allocation.from),
      to: toInstant(allocation.to),
    })),
    since: toInstant(row.since),
  };
}

/** The columns of a vehicle; operation and reservation follow from its facts and are there to be looked up. */
export function toVehicleRow(vehicle: RegisteredVehicle): object {
  const { grounding, rental } = vehicle;
  const { operation, reservationId } = standingOf(vehicle);
  return {
    id: vehicle.id,
    vin: vehicle.vin,
    plate: vehicle.plate,
    class_code: vehicle.classCode,
    energy: vehicle.energy,
    branch_id: vehicle.branchId,
    odometer_km: vehicle.odometerKm,
    life_cycle: vehicle.status,
    fit_until: vehicle.fitUntil,
    grounded_reason: grounding?.reason,
    grounded_note: grounding?.note,
    grounded_at: grounding?.groundedAt,
    expected_back_at: grounding?.expectedBackAt,
    rental_agreement_id: rental?.agreementId,
    rental_reservation_id: rental?.reservationId,
    rental_opened_at: rental?.openedAt,
    rental_stage: rental?.stage,
    operation,
    reservation_id: reservationId,
    since: vehicle.since,
  };
}

function toGrounding(row: VehicleRow): Grounding | undefined {
  if (row.grounded_reason === null || row.grounded_at === null) return undefined;
  return {
    reason: row.grounded_reason,
    note: row.grounded_note ?? undefined,
    groundedAt: toInstant(row.grounded_at),
    expectedBackAt: row.expected_back_at ? toInstant(row.expected_back_at) : undefined,
  };
}

function toRental(row: VehicleRow): Rental | undefined {
  const { rental_agreement_id: agreementId, rental_reservation_id: reservationId } = row;
  if (!agreementId || !reservationId || !row.rental_opened_at || !row.rental_stage) return undefined;
  return { agreementId, reservationId, openedAt: toInstant(row.rental_opened_at), stage: row.rental_stage };
}
