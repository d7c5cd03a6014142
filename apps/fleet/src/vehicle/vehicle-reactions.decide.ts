import { RegisteredVehicle, VehicleCommand, VehicleEvent, isSpent } from './vehicle';

/**
 * Facts from dispatch and orders. They have happened; fleet cannot refuse them. They come over several topics, and two
 * rentals of one vehicle over several keys of one topic, so any may overtake another: what is older than what fleet
 * knows already adds nothing.
 */
type Of<T extends VehicleCommand['type']> = Extract<VehicleCommand, { type: T }>;

export function noteAllocation(
  { allocation }: Of<'note-allocation'>,
  vehicle: RegisteredVehicle,
): VehicleEvent[] {
  return vehicle.rental && isSpent(allocation, vehicle.rental)
    ? []
    : [{ type: 'allocation-noted', allocation }];
}

export function noteRelease(
  { allocationId }: Of<'note-release'>,
  vehicle: RegisteredVehicle,
): VehicleEvent[] {
  const known = vehicle.allocations.some((allocation) => allocation.allocationId === allocationId);
  return known ? [{ type: 'allocation-ended', allocationId }] : [];
}

/** A handover also ends an earlier rental whose return has not arrived yet: orders opens none while another is running. */
export function noteHandover(command: Of<'note-handover'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { agreementId, reservationId, branchId, odometerKm, at } = command;
  const known = vehicle.rental;
  if (known && (known.agreementId === agreementId || known.openedAt >= at)) return [];
  const rental = { agreementId, reservationId, openedAt: at };
  return [{ type: 'vehicle-handed-over', rental, branchId, odometerKm }];
}

export function noteReturn(command: Of<'note-return'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { agreementId, branchId, odometerKm } = command;
  const running = vehicle.rental?.stage === 'running' && vehicle.rental.agreementId === agreementId;
  return running ? [{ type: 'vehicle-came-back', branchId, odometerKm }] : [];
}
