import { allocationReleasedV1, fact, vehicleAllocatedV1 } from '@houtai/event-catalogue';
import type { Existing, Fact } from '@houtai/domain-kit';
import { aboutSubject } from '../subjects/about-subject';
import type { Allocation, AllocationEvent } from './allocation';

/** What others learn of a domain event; shifts and extensions are dispatch's own affair. */
export function publishAllocation(event: AllocationEvent, after: Existing<Allocation>): Fact | undefined {
  const { allocationId, subject, vehicleId, classCode, during } = after;
  const who = { allocationId, ...aboutSubject(subject), vehicleId };
  if (event.type === 'VehicleAllocated') {
    const { from, to } = during;
    return fact(vehicleAllocatedV1, { ...who, classCode, from, to, allocatedAt: event.at });
  }
  if (event.type === 'AllocationCompleted' || event.type === 'AllocationReleased') {
    const reason = event.type === 'AllocationCompleted' ? 'completed' : event.reason;
    return fact(allocationReleasedV1, { ...who, reason, releasedAt: event.at });
  }
  return undefined;
}
