import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import type { Binding, ReservationCommand, ReservationEvent, Taken } from './reservation';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;

/**
 * Dispatch bound a vehicle. Allocations are aggregates of their own, so news of two of them may arrive in either
 * order: the younger one counts. For a reservation that ended meanwhile it is too late, which is lawful.
 */
export function bindVehicle(command: Of<'BindVehicle'>, state: Taken): ReservationEvent[] {
  const { allocationId, vehicleId, at } = command;
  const binding = { allocationId, vehicleId, allocatedAt: at };
  switch (state.status) {
    case 'submitted':
      return refuse('reservation-not-confirmed', {
        status: state.status,
      });
    case 'confirmed':
      return [{ type: 'ReservationReadied', binding, at }];
    case 'ready':
      return isYounger(binding, state.binding) ? [{ type: 'ReservationReadied', binding, at }] : [];
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'no-show':
    case 'converted':
      return [];
    default:
      return assertNever(state);
  }
}

/** Dispatch took the vehicle back (a swap, a change): ready no more, unless another one is bound already. */
export function releaseVehicle(command: Of<'ReleaseVehicle'>, state: Taken): ReservationEvent[] {
  const { allocationId, at } = command;
  if (state.status !== 'ready' || state.binding.allocationId !== allocationId) return [];
  return [{ type: 'VehicleReleased', allocationId, at }];
}

/** In one swap both have the same time; allocation ids (UUIDv7) then tell the order. */
function isYounger(a: Binding, b: Binding): boolean {
  return a.allocatedAt === b.allocatedAt ? a.allocationId > b.allocationId : a.allocatedAt > b.allocatedAt;
}
