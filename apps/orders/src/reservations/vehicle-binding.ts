import { refuse } from '../orders.errors';
import type { Binding, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;

/**
 * Dispatch bound a vehicle. Allocations are aggregates of their own, so news of two of them may arrive in either
 * order: the younger one counts. For a reservation that ended meanwhile it is too late, which is lawful.
 */
export function bindVehicle(command: Of<'BindVehicle'>, state: Taken): ReservationEvent[] {
  const { allocationId, vehicleId, at } = command;
  const binding = { allocationId, vehicleId, allocatedAt: at };
  if (state.status === 'submitted') return refuse('reservation-not-confirmed', { status: state.status });
  if (!canFollow('ReservationReadied', state)) return [];
  if (state.status === 'ready' && !isYounger(binding, state.binding)) return [];
  return [{ type: 'ReservationReadied', binding, at }];
}

/** Dispatch took the vehicle back (a swap, a change): ready no more, unless another one is bound already. */
export function releaseVehicle(command: Of<'ReleaseVehicle'>, state: Taken): ReservationEvent[] {
  const { allocationId, at } = command;
  if (!canFollow('VehicleReleased', state) || state.binding.allocationId !== allocationId) return [];
  return [{ type: 'VehicleReleased', allocationId, at }];
}

/** In one swap both have the same time; allocation ids (UUIDv7) then tell the order. */
function isYounger(a: Binding, b: Binding): boolean {
  return a.allocatedAt === b.allocatedAt ? a.allocationId > b.allocationId : a.allocatedAt > b.allocatedAt;
}
