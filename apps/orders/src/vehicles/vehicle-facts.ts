import type { VehicleRegisteredV1, VehicleStatusChangedV1 } from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';

export type Paper = VehicleRegisteredV1['papers'][number];

/** What fleet has told of one vehicle; what is absent it did not tell (yet), and nothing is refused for it. */
export interface VehicleFacts {
  vehicleId: string;
  lifeCycle?: VehicleStatusChangedV1['lifeCycle'];
  operation?: VehicleStatusChangedV1['operation'];
  /** Since when the vehicle stands as `operation` says. */
  standingSince?: Instant;
  branchId?: string;
  /** Highest reading that was told. */
  odometerKm?: number;
  papers?: readonly Paper[];
  /** Why it is out of service. */
  groundedFor?: string;
  /** The last rental after whose return it was inspected. */
  checkedInAgreementId?: string;
}
