import type { Instant, Interval } from '@houtai/domain-kit';
import type { AllocationReleasedV1 } from '@houtai/event-catalogue';

export type AllocationReleaseReason = AllocationReleasedV1['reason'];

/** Which vehicle serves which reservation. */
export interface Binding {
  allocationId: string;
  reservationId: string;
  vehicleId: string;
  /** Class of the vehicle; higher than the reserved one after an upgrade. */
  classCode: string;
  during: Interval;
}

export type AllocationState =
  | { status: 'none' }
  | { status: 'bound'; binding: Binding }
  | { status: 'in-use'; binding: Binding }
  | { status: 'completed'; binding: Binding }
  | { status: 'released'; binding: Binding; reason: AllocationReleaseReason };

export type AllocationCommand =
  | { type: 'bind'; binding: Binding; at: Instant }
  /** The start moves because the vehicle comes back later than planned. */
  | { type: 'shift'; during: Interval }
  | { type: 'start-use'; during: Interval }
  /** The vehicle is not back yet: it is taken for longer (or, when a later use has begun, for shorter). */
  | { type: 'adjust-end'; to: Instant }
  | { type: 'complete'; returnedAt: Instant; at: Instant }
  | { type: 'release'; reason: AllocationReleaseReason; at: Instant };

export type AllocationEvent =
  | { type: 'vehicle-allocated'; binding: Binding; at: Instant }
  | { type: 'allocation-shifted'; during: Interval }
  | { type: 'use-started'; during: Interval }
  | { type: 'end-adjusted'; to: Instant }
  | { type: 'allocation-released'; reason: AllocationReleaseReason; to?: Instant; at: Instant };
