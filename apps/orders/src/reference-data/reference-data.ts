import type { Instant } from '@houtai/domain-kit';
import type { OpeningHours } from './opening-hours';

/** What orders must know of a branch; fleet owns it. */
export interface Branch extends OpeningHours {
  branchId: string;
  violationHoldDays: number;
  /** Closed for good from then on. */
  closedFrom?: Instant | null;
}

/** What orders must know of a vehicle class; fleet owns it. */
export interface VehicleClass {
  classCode: string;
  minimumAge: number;
  licenceHeldMonths: number;
  /** A C2 licence suffices. */
  automaticOnly: boolean;
}
