import { allocationReleasedV1, vehicleAllocatedV1 } from '@houtai/event-catalogue';
import type { PublicFact } from '../capacity/capacity.publish';
import type { AllocationEvent, Binding } from './allocation';

/** What others learn of a domain event; shifts and extensions are dispatch's own affair. */
export function publicAllocationFact(binding: Binding, event: AllocationEvent): PublicFact | undefined {
  const { allocationId, reservationId, vehicleId } = binding;
  if (event.type === 'vehicle-allocated') {
    const { classCode, during } = event.binding;
    const { from, to } = during;
    return {
      event: vehicleAllocatedV1,
      data: { allocationId, reservationId, vehicleId, classCode, from, to, allocatedAt: event.at },
    };
  }
  if (event.type === 'allocation-released') {
    const { reason, at } = event;
    return {
      event: allocationReleasedV1,
      data: { allocationId, reservationId, vehicleId, reason, releasedAt: at },
    };
  }
  return undefined;
}
