import { refuse } from '../fleet.errors';
import type { RegisteredVehicle } from './vehicle';

/** @throws DomainError `vehicle-not-in-fleet` for a vehicle on sale or sold */
export function assertInFleet({ status }: RegisteredVehicle): void {
  if (status !== 'in-fleet') refuse('vehicle-not-in-fleet', { lifeCycle: status });
}
