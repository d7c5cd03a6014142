import type {
  AgreementOpenedV1,
  AllocationReleasedV1,
  VehicleAllocatedV1,
  VehicleReturnedV1,
} from '@houtai/event-catalogue';
import type { VehicleCommand } from './vehicle';

/** What a vehicle is told of a fact from dispatch or orders. */
export interface News {
  /** The vehicle. */
  id: string;
  command: VehicleCommand;
}

export function allocated(event: VehicleAllocatedV1): News {
  const { allocationId, reservationId, vehicleId: id, from, to, allocatedAt: at } = event;
  return {
    id,
    command: { type: 'NoteAllocation', allocation: { allocationId, reservationId, from, to }, at },
  };
}

export function released({ allocationId, vehicleId: id, releasedAt: at }: AllocationReleasedV1): News {
  return { id, command: { type: 'NoteRelease', allocationId, at } };
}

export function handedOver(event: AgreementOpenedV1): News {
  const { agreementId, reservationId, vehicleId: id, pickUp, odometerKm, openedAt: at } = event;
  const { branchId } = pickUp;
  return { id, command: { type: 'NoteHandover', agreementId, reservationId, branchId, odometerKm, at } };
}

export function cameBack(event: VehicleReturnedV1): News {
  const { agreementId, vehicleId: id, branchId, odometerKm, returnedAt: at } = event;
  return { id, command: { type: 'NoteReturn', agreementId, branchId, odometerKm, at } };
}
