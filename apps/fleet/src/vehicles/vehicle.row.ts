import { column, toInstant, type Fields, type RowOf } from '@houtai/domain-kit';
import type { Paper } from './papers';
import type { Allocation, Energy, Grounding, LifeCycle, RegisteredVehicle, Rental } from './vehicle';
import { standingOf, type Operation } from './vehicle-standing';

/** Columns of `vehicle`; operation and reservation follow from its facts and are there to be looked up. */
export const COLUMNS = {
  fixed: {
    id: column<string>(),
    vin: column<string>(),
    plate: column<string>(),
    class_code: column<string>(),
    energy: column<Energy>(),
  },
  changing: {
    branch_id: column<string>(),
    odometer_km: column<number>(),
    life_cycle: column<LifeCycle>(),
    fit_until: column<Date>(),
    since: column<Date>(),
    operation: column<Operation>(),
    reservation_id: column<string | null>(),
    grounded_reason: column<Grounding['reason'] | null>(),
    grounded_note: column<string | null>(),
    grounded_at: column<Date | null>(),
    expected_back_at: column<Date | null>(),
    rental_agreement_id: column<string | null>(),
    rental_reservation_id: column<string | null>(),
    rental_opened_at: column<Date | null>(),
    rental_stage: column<Rental['stage'] | null>(),
  },
};

/** With its papers and allocations. */
export type VehicleRow = RowOf<typeof COLUMNS> & { papers: Paper[]; allocations: Allocation[] };

export function toVehicle(row: Fields<VehicleRow>): RegisteredVehicle {
  const { id, vin, plate, classCode, energy, branchId, odometerKm, fitUntil, since } = row;
  return {
    ...{ id, vin, plate, classCode, energy, branchId, odometerKm, fitUntil, since },
    status: row.lifeCycle,
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
  };
}

export function toVehicleRow(vehicle: RegisteredVehicle): object {
  const { grounding, rental } = vehicle;
  return {
    ...vehicle,
    ...standingOf(vehicle),
    lifeCycle: vehicle.status,
    groundedReason: grounding?.reason,
    groundedNote: grounding?.note,
    groundedAt: grounding?.groundedAt,
    expectedBackAt: grounding?.expectedBackAt,
    rentalAgreementId: rental?.agreementId,
    rentalReservationId: rental?.reservationId,
    rentalOpenedAt: rental?.openedAt,
    rentalStage: rental?.stage,
  };
}

function toGrounding(row: Fields<VehicleRow>): Grounding | undefined {
  const { groundedReason: reason, groundedNote: note, groundedAt, expectedBackAt } = row;
  return reason && groundedAt ? { reason, note, groundedAt, expectedBackAt } : undefined;
}

function toRental(row: Fields<VehicleRow>): Rental | undefined {
  const { rentalAgreementId, rentalReservationId, rentalOpenedAt: openedAt, rentalStage: stage } = row;
  if (!rentalAgreementId || !rentalReservationId || !openedAt || !stage) return undefined;
  return { agreementId: rentalAgreementId, reservationId: rentalReservationId, openedAt, stage };
}
