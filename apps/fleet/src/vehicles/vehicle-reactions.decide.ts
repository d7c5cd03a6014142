import { RegisteredVehicle, VehicleCommand, VehicleEvent, isSpent } from './vehicle';

/**
 * Facts from dispatch and orders. They have happened; fleet cannot refuse them. They come over several topics, and two
 * rentals of one vehicle over several keys of one topic, so any may overtake another: what is older than what fleet
 * knows already adds nothing.
 */
type Of<T extends VehicleCommand['type']> = Extract<VehicleCommand, { type: T }>;

export function noteAllocation(
  { allocation, at }: Of<'NoteAllocation'>,
  vehicle: RegisteredVehicle,
): VehicleEvent[] {
  return vehicle.rental && isSpent(allocation, vehicle.rental)
    ? []
    : [{ type: 'AllocationNoted', allocation, at }];
}

export function noteRelease(
  { allocationId, at }: Of<'NoteRelease'>,
  vehicle: RegisteredVehicle,
): VehicleEvent[] {
  const known = vehicle.allocations.some((allocation) => allocation.allocationId === allocationId);
  return known ? [{ type: 'AllocationEnded', allocationId, at }] : [];
}

/** A handover also ends an earlier rental whose return has not arrived yet: orders opens none while another is running. */
export function noteHandover(command: Of<'NoteHandover'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { agreementId, reservationId, branchId, odometerKm, at } = command;
  const known = vehicle.rental;
  if (known && (known.agreementId === agreementId || known.openedAt >= at)) return [];
  return [{ type: 'VehicleHandedOver', agreementId, reservationId, branchId, odometerKm, at }];
}

export function noteReturn(command: Of<'NoteReturn'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { agreementId, branchId, odometerKm, at } = command;
  const running = vehicle.rental?.stage === 'running' && vehicle.rental.agreementId === agreementId;
  return running ? [{ type: 'VehicleCameBack', branchId, odometerKm, at }] : [];
}
