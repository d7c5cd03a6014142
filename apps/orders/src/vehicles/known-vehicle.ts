import type { VehicleFacts } from './vehicle-facts';
import type { LatestRental } from './vehicle-points';

/** All that orders knows of a vehicle; of one never heard of there is nothing but its id. */
export interface KnownVehicle {
  facts: VehicleFacts;
  /** Class of the vehicle, which may be another than the promised one. */
  classCode?: string;
  latest?: LatestRental;
}
