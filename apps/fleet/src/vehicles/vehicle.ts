import type { Instant, Interval } from '@houtai/domain-kit';
import type { Paper } from './papers';

/** First axis: does the vehicle belong to the fleet? */
export const LIFE_CYCLES = ['ordered', 'in-fleet', 'on-sale', 'disposed'] as const;
export type LifeCycle = (typeof LIFE_CYCLES)[number];

export const ENERGIES = ['petrol', 'hybrid', 'electric'] as const;
export type Energy = (typeof ENERGIES)[number];

export const GROUNDING_REASONS = [
  'maintenance',
  'accident',
  'breakdown',
  'papers-expired',
  'recall',
  'other',
] as const;
export type GroundingReason = (typeof GROUNDING_REASONS)[number];

export interface Grounding {
  reason: GroundingReason;
  note?: string;
  groundedAt: Instant;
  expectedBackAt?: Instant;
}

/** A reservation that dispatch has bound to the vehicle; the interval includes the turnaround. */
export interface Allocation extends Interval {
  allocationId: string;
  reservationId: string;
}

/** The latest rental that is known of. A vehicle that came back is nobody's until it is checked in. */
export interface Rental {
  agreementId: string;
  reservationId: string;
  openedAt: Instant;
  stage: 'running' | 'returned' | 'checked-in';
}

export type Vehicle = { status: 'none' } | RegisteredVehicle;

/**
 * The facts about a vehicle, each kept by itself. The second axis, its operation, is not among them: it follows from
 * the facts (`vehicle-standing.ts`), so it comes out the same in whatever order orders, dispatch and people report them.
 */
export interface RegisteredVehicle {
  status: LifeCycle;
  id: string;
  vin: string;
  plate: string;
  classCode: string;
  energy: Energy;
  /** Branch that answers for the vehicle: where it stands, or where it was picked up. */
  branchId: string;
  odometerKm: number;
  papers: readonly Paper[];
  /** First instant at which a needed paper is no longer in force. */
  fitUntil: Instant;
  grounding?: Grounding;
  rental?: Rental;
  allocations: readonly Allocation[];
  /** When the standing began that was last announced; never goes back. */
  since: Instant;
}

/** Every command says when it happened, in business time. */
export type VehicleCommand = { at: Instant } & (
  | ({ type: 'RegisterVehicle' } & Registration)
  | { type: 'RenewPapers'; papers: readonly Paper[] }
  | { type: 'ExpirePapers' }
  | { type: 'GroundVehicle'; reason: GroundingReason; note?: string; expectedBackAt?: Instant }
  | { type: 'ReturnToService' }
  | ({ type: 'CheckIn'; roadworthy: boolean } & Inspection)
  | { type: 'Move'; branchId: string; odometerKm?: number }
  | { type: 'PutOnSale' }
  | { type: 'Dispose' }
  | { type: 'NoteAllocation'; allocation: Allocation }
  | { type: 'NoteRelease'; allocationId: string }
  | {
      type: 'NoteHandover';
      agreementId: string;
      reservationId: string;
      branchId: string;
      odometerKm: number;
    }
  | { type: 'NoteReturn'; agreementId: string; branchId: string; odometerKm: number }
);

/** What is found when a vehicle came back. */
export interface Inspection {
  /** As read; the reading of the return when absent. */
  odometerKm?: number;
  /** Fuel or charge. */
  energyPercent?: number;
  damage?: string;
}

export interface Registration {
  id: string;
  vin: string;
  plate: string;
  classCode: string;
  energy: Energy;
  branchId: string;
  odometerKm: number;
  papers: readonly Paper[];
}

/** `at` is when it happened, in business time; of `StatusChanged` since when the vehicle stands as it does. */
export type VehicleEvent = { at: Instant } & (
  | { type: 'VehicleRegistered'; registration: Registration }
  | { type: 'PapersRenewed'; papers: readonly Paper[] }
  | ({ type: 'VehicleGrounded' } & Omit<Grounding, 'groundedAt'>)
  | { type: 'VehicleReturnedToService' }
  | ({ type: 'VehicleCheckedIn'; agreementId: string; odometerKm: number } & Inspection)
  | { type: 'VehicleMoved'; fromBranchId: string; branchId: string; odometerKm: number }
  | { type: 'VehiclePutOnSale' }
  | { type: 'VehicleDisposed' }
  | { type: 'AllocationNoted'; allocation: Allocation }
  | { type: 'AllocationEnded'; allocationId: string }
  | {
      type: 'VehicleHandedOver';
      agreementId: string;
      reservationId: string;
      branchId: string;
      odometerKm: number;
    }
  | { type: 'VehicleCameBack'; branchId: string; odometerKm: number }
  | { type: 'StatusChanged' }
);

/**
 * The rental that an allocation was made for has begun, or a later one has: allocations of a vehicle never overlap.
 * An announcement of such an allocation that comes late adds nothing.
 */
export function isSpent(allocation: Allocation, rental: Pick<Rental, 'reservationId' | 'openedAt'>): boolean {
  return allocation.reservationId === rental.reservationId || allocation.from <= rental.openedAt;
}
