import { assertNever, type Instant } from '@houtai/domain-kit';
import { fitUntil } from './papers';
import {
  isSpent,
  type Allocation,
  type Grounding,
  type RegisteredVehicle,
  type Registration,
  type Rental,
  type Vehicle,
  type VehicleEvent,
} from './vehicle';

type Of<T extends VehicleEvent['type']> = Extract<VehicleEvent, { type: T }>;

export function evolveVehicle(vehicle: Vehicle, event: VehicleEvent): Vehicle {
  if (event.type === 'VehicleRegistered') return joinFleet(event.registration, event.at);
  if (vehicle.status === 'none') return vehicle;
  switch (event.type) {
    case 'PapersRenewed':
      return { ...vehicle, papers: event.papers, fitUntil: fitUntil(event.papers, event.at) };
    case 'VehicleGrounded':
      return { ...vehicle, grounding: groundingOf(event) };
    case 'VehicleReturnedToService':
      return { ...vehicle, grounding: undefined, fitUntil: fitUntil(vehicle.papers, event.at) };
    case 'VehicleCheckedIn':
      return {
        ...vehicle,
        rental: vehicle.rental && { ...vehicle.rental, stage: 'checked-in' },
        odometerKm: event.odometerKm,
      };
    case 'VehicleMoved':
      return { ...vehicle, branchId: event.branchId, odometerKm: event.odometerKm };
    case 'VehiclePutOnSale':
      return { ...vehicle, status: 'on-sale' };
    case 'VehicleDisposed':
      return { ...vehicle, status: 'disposed' };
    case 'AllocationNoted':
      return {
        ...vehicle,
        allocations: [...otherAllocations(vehicle, event.allocation.allocationId), event.allocation],
      };
    case 'AllocationEnded':
      return { ...vehicle, allocations: otherAllocations(vehicle, event.allocationId) };
    case 'VehicleHandedOver': {
      const { agreementId, reservationId, at: openedAt } = event;
      const rental: Rental = { agreementId, reservationId, openedAt, stage: 'running' };
      return {
        ...vehicle,
        rental,
        allocations: vehicle.allocations.filter((allocation) => !isSpent(allocation, rental)),
        branchId: event.branchId,
        odometerKm: Math.max(vehicle.odometerKm, event.odometerKm),
      };
    }
    case 'VehicleCameBack':
      return {
        ...vehicle,
        rental: vehicle.rental && { ...vehicle.rental, stage: 'returned' },
        branchId: event.branchId,
        odometerKm: Math.max(vehicle.odometerKm, event.odometerKm),
      };
    case 'StatusChanged':
      return { ...vehicle, since: event.at };
    default:
      return assertNever(event);
  }
}

function joinFleet(registration: Registration, at: Instant): RegisteredVehicle {
  return {
    ...registration,
    status: 'in-fleet',
    fitUntil: fitUntil(registration.papers, at),
    allocations: [],
    since: at,
  };
}

function groundingOf({ type: _, at: groundedAt, ...grounding }: Of<'VehicleGrounded'>): Grounding {
  return { ...grounding, groundedAt };
}

function otherAllocations(vehicle: RegisteredVehicle, allocationId: string): Allocation[] {
  return vehicle.allocations.filter((allocation) => allocation.allocationId !== allocationId);
}
