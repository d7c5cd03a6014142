import { toInstant } from '@houtai/domain-kit';
import { Paper } from './papers';
import { Allocation, Energy, Grounding, LifeCycle, RegisteredVehicle, Rental } from './vehicle';
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
  version: number;
  papers: Paper[];
  allocations: Allocation[];
}

/** A vehicle with the number of its last announced event, which is its ETag. */
export interface StoredVehicle {
  vehicle: RegisteredVehicle;
  version: number;
}

/** Selects {@link VehicleRow}s from `vehicle v`. */
export const SELECT_VEHICLE = `
  select v.*,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'number', p.number,
                   'validFrom', p.valid_from, 'validTo', p.valid_to) order by p.position), '[]')
            from vehicle_paper p where p.vehicle_id = v.id) as papers,
         (select coalesce(jsonb_agg(jsonb_build_object('allocationId', a.allocation_id,
                   'reservationId', a.reservation_id, 'from', a.starts_at, 'to', a.ends_at)), '[]')
            from vehicle_allocation a where a.vehicle_id = v.id) as allocations
    from vehicle v`;

export function toStored(row: VehicleRow): StoredVehicle {
  return { vehicle: toVehicle(row), version: row.version };
}

function toVehicle(row: VehicleRow): RegisteredVehicle {
  return {
    kind: 'registered',
    id: row.id,
    vin: row.vin,
    plate: row.plate,
    classCode: row.class_code,
    energy: row.energy,
    branchId: row.branch_id,
    odometerKm: row.odometer_km,
    lifeCycle: row.life_cycle,
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

/** The columns that a command may change, by name. */
export function changingColumns(vehicle: RegisteredVehicle, version: number): Record<string, unknown> {
  const { grounding, rental } = vehicle;
  const { operation, reservationId } = standingOf(vehicle);
  return {
    branch_id: vehicle.branchId,
    odometer_km: vehicle.odometerKm,
    life_cycle: vehicle.lifeCycle,
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
    version,
  };
}

/** All columns of a new row. */
export function allColumns(vehicle: RegisteredVehicle, version: number): Record<string, unknown> {
  const { id, vin, plate, classCode, energy } = vehicle;
  return { id, vin, plate, class_code: classCode, energy, ...changingColumns(vehicle, version) };
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
