import type { Instant, Interval } from '@houtai/domain-kit';
import type { AllocationReleasedV1, Subject } from '@houtai/event-catalogue';

export type AllocationReleaseReason = AllocationReleasedV1['reason'];

/** Which vehicle is for which subject. */
export interface Binding {
  allocationId: string;
  subject: Subject;
  vehicleId: string;
  /** Class of the vehicle; higher than the reserved one after an upgrade. */
  classCode: string;
  /** Where it is picked up; absent for what is older than its being kept. */
  branchId?: string;
  during: Interval;
}

interface Allocated extends Binding {
  allocatedAt: Instant;
}

/** In force: planned for its pick-up, or handed over. */
export type ActiveAllocation = Allocated & { status: 'bound' | 'in-use' };

export type EndedAllocation = Allocated & {
  status: 'completed' | 'released';
  reason: AllocationReleaseReason;
  releasedAt: Instant;
};

export type Allocation = { status: 'none' } | ActiveAllocation | EndedAllocation;

export type AllocationCommand =
  | { type: 'BindVehicle'; binding: Binding; at: Instant }
  /** The start moves because the vehicle comes back later than planned. */
  | { type: 'ShiftAllocation'; during: Interval; at: Instant }
  | { type: 'StartUse'; during: Interval; at: Instant }
  /** The vehicle is not back yet: it is taken for longer (or, when a later use has begun, for shorter). */
  | { type: 'AdjustEnd'; to: Instant; at: Instant }
  | { type: 'CompleteAllocation'; returnedAt: Instant; at: Instant }
  | { type: 'ReleaseAllocation'; reason: Exclude<AllocationReleaseReason, 'completed'>; at: Instant };

export type AllocationEvent =
  | { type: 'VehicleAllocated'; binding: Binding; at: Instant }
  | { type: 'AllocationShifted'; during: Interval; at: Instant }
  | { type: 'UseStarted'; during: Interval; at: Instant }
  | { type: 'EndAdjusted'; to: Instant; at: Instant }
  | { type: 'AllocationCompleted'; to: Instant; at: Instant }
  | { type: 'AllocationReleased'; reason: Exclude<AllocationReleaseReason, 'completed'>; at: Instant };
