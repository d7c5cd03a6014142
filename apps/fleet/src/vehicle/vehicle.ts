import { Instant, Interval, assertNever } from '@houtai/domain-kit';
import { Paper, fitUntil } from './papers';

/** First axis: does the vehicle belong to the fleet? */
export type LifeCycle = 'ordered' | 'in-fleet' | 'on-sale' | 'disposed';

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

export type Vehicle = { kind: 'unregistered' } | RegisteredVehicle;

/**
 * The facts about a vehicle, each kept by itself. The second axis, its operation, is not among them: it follows from
 * the facts (`vehicle-standing.ts`), so it comes out the same in whatever order orders, dispatch and people report them.
 */
export interface RegisteredVehicle {
  kind: 'registered';
  id: string;
  vin: string;
  plate: string;
  classCode: string;
  energy: Energy;
  /** Branch that answers for the vehicle: where it stands, or where it was picked up. */
  branchId: string;
  odometerKm: number;
  lifeCycle: LifeCycle;
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
  | ({ type: 'register-vehicle' } & Registration)
  | { type: 'renew-papers'; papers: readonly Paper[] }
  | { type: 'expire-papers' }
  | { type: 'ground-vehicle'; reason: GroundingReason; note?: string; expectedBackAt?: Instant }
  | { type: 'return-to-service' }
  | { type: 'check-in' }
  | { type: 'put-on-sale' }
  | { type: 'dispose' }
  | { type: 'note-allocation'; allocation: Allocation }
  | { type: 'note-release'; allocationId: string }
  | {
      type: 'note-handover';
      agreementId: string;
      reservationId: string;
      branchId: string;
      odometerKm: number;
    }
  | { type: 'note-return'; agreementId: string; branchId: string; odometerKm: number }
);

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

export type VehicleEvent =
  | { type: 'vehicle-registered'; registration: Registration; at: Instant }
  | { type: 'papers-renewed'; papers: readonly Paper[]; at: Instant }
  | { type: 'vehicle-grounded'; grounding: Grounding }
  | { type: 'vehicle-returned-to-service'; at: Instant }
  | { type: 'vehicle-checked-in' }
  | { type: 'vehicle-put-on-sale' }
  | { type: 'vehicle-disposed' }
  | { type: 'allocation-noted'; allocation: Allocation }
  | { type: 'allocation-ended'; allocationId: string }
  | { type: 'vehicle-handed-over'; rental: Omit<Rental, 'stage'>; branchId: string; odometerKm: number }
  | { type: 'vehicle-came-back'; branchId: string; odometerKm: number }
  | { type: 'status-changed'; since: Instant };

export function initialState(): Vehicle {
  return { kind: 'unregistered' };
}

export function evolve(vehicle: Vehicle, event: VehicleEvent): Vehicle {
  if (event.type === 'vehicle-registered') return joinFleet(event.registration, event.at);
  if (vehicle.kind === 'unregistered') return vehicle;
  switch (event.type) {
    case 'papers-renewed':
      return { ...vehicle, papers: event.papers, fitUntil: fitUntil(event.papers, event.at) };
    case 'vehicle-grounded':
      return { ...vehicle, grounding: event.grounding };
    case 'vehicle-returned-to-service':
      return { ...vehicle, grounding: undefined, fitUntil: fitUntil(vehicle.papers, event.at) };
    case 'vehicle-checked-in':
      return { ...vehicle, rental: vehicle.rental && { ...vehicle.rental, stage: 'checked-in' } };
    case 'vehicle-put-on-sale':
      return { ...vehicle, lifeCycle: 'on-sale' };
    case 'vehicle-disposed':
      return { ...vehicle, lifeCycle: 'disposed' };
    case 'allocation-noted':
      return {
        ...vehicle,
        allocations: [...otherAllocations(vehicle, event.allocation.allocationId), event.allocation],
      };
    case 'allocation-ended':
      return { ...vehicle, allocations: otherAllocations(vehicle, event.allocationId) };
    case 'vehicle-handed-over':
      return {
        ...vehicle,
        rental: { ...event.rental, stage: 'running' },
        allocations: vehicle.allocations.filter((allocation) => !isSpent(allocation, event.rental)),
        branchId: event.branchId,
        odometerKm: Math.max(vehicle.odometerKm, event.odometerKm),
      };
    case 'vehicle-came-back':
      return {
        ...vehicle,
        rental: vehicle.rental && { ...vehicle.rental, stage: 'returned' },
        branchId: event.branchId,
        odometerKm: Math.max(vehicle.odometerKm, event.odometerKm),
      };
    case 'status-changed':
      return { ...vehicle, since: event.since };
    default:
      return assertNever(event);
  }
}

/**
 * The rental that an allocation was made for has begun, or a later one has: allocations of a vehicle never overlap.
 * An announcement of such an allocation that comes late adds nothing.
 */
export function isSpent(allocation: Allocation, rental: Pick<Rental, 'reservationId' | 'openedAt'>): boolean {
  return allocation.reservationId === rental.reservationId || allocation.from <= rental.openedAt;
}

function joinFleet(registration: Registration, at: Instant): RegisteredVehicle {
  return {
    ...registration,
    kind: 'registered',
    lifeCycle: 'in-fleet',
    fitUntil: fitUntil(registration.papers, at),
    allocations: [],
    since: at,
  };
}

function otherAllocations(vehicle: RegisteredVehicle, allocationId: string): Allocation[] {
  return vehicle.allocations.filter((allocation) => allocation.allocationId !== allocationId);
}
