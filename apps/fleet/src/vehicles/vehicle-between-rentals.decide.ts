import { refuse } from '../fleet.errors';
import { assertInFleet } from './in-fleet';
import type { RegisteredVehicle, VehicleCommand, VehicleEvent } from './vehicle';
import { standingOf } from './vehicle-standing';

type Of<T extends VehicleCommand['type']> = Extract<VehicleCommand, { type: T }>;

/** One that is not roadworthy is grounded before it counts as checked in: nobody ever hears that it is fit. */
export function checkIn(command: Of<'CheckIn'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { type: _, at, roadworthy, ...inspection } = command;
  const { rental, grounding } = vehicle;
  if (rental?.stage !== 'returned') {
    refuse('vehicle-not-returned', { operation: standingOf(vehicle).operation });
  }
  const odometerKm = readingOf(command, vehicle);
  const { agreementId } = rental;
  const checkedIn: VehicleEvent = { type: 'VehicleCheckedIn', ...inspection, agreementId, odometerKm, at };
  if (roadworthy || grounding) return [checkedIn];
  return [{ type: 'VehicleGrounded', reason: 'accident', note: command.damage, at }, checkedIn];
}

/** Told on arrival, by the branch that has it now. */
export function move(command: Of<'Move'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { branchId, at } = command;
  assertInFleet(vehicle);
  if (vehicle.rental?.stage === 'running') refuse('vehicle-on-rent');
  if (vehicle.branchId === branchId) refuse('vehicle-already-there', { branchId });
  const odometerKm = readingOf(command, vehicle);
  return [{ type: 'VehicleMoved', fromBranchId: vehicle.branchId, branchId, odometerKm, at }];
}

/** An odometer only goes forward. */
function readingOf({ odometerKm }: { odometerKm?: number }, vehicle: RegisteredVehicle): number {
  const lastKm = vehicle.odometerKm;
  if (odometerKm === undefined) return lastKm;
  if (odometerKm < lastKm) refuse('odometer-below-last-reading', { odometerKm, lastKm });
  return odometerKm;
}
