import type { AgreementOpenedV1, VehicleReturnedV1 } from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';
import type { RegisteredVehicle, VehicleCommand } from './vehicle';

/** A command to a vehicle, and when it happens. */
export interface NextStep {
  at: Instant;
  command: (vehicle: RegisteredVehicle) => VehicleCommand;
}

/** What follows on a rental beside that it is noted. Only the test realm has something (docs/adr/0034). */
export interface RentalFollowUp {
  opened(rentals: readonly AgreementOpenedV1[]): Promise<void>;
  /** What follows on returns at once, by agreement. */
  returned(returns: readonly VehicleReturnedV1[]): Promise<ReadonlyMap<string, NextStep>>;
}

/** Injection token of the {@link RentalFollowUp}. */
export const RENTAL_FOLLOW_UP = Symbol('houtai:fleet:rental-follow-up');
