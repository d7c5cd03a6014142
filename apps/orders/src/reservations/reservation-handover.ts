import type { GatePoint } from '@houtai/event-catalogue';
import { addMinutes } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import { alive } from './reservation-end';
import type { RefusedHandover, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type ConvertReservation = Extract<ReservationCommand, { type: 'ConvertReservation' }>;

/**
 * The vehicle is handed over: the agreement takes over. With a point of the gate it stays in the yard, and dispatch is
 * told; once, however often the desk tries again.
 */
export function convert(command: ConvertReservation, taken: Taken): ReservationEvent[] {
  const { agreementId, earlyMinutes, points, at } = command;
  const state = alive(taken);
  if (!canFollow('ReservationConverted', state)) {
    return refuse('reservation-not-ready', { status: state.status });
  }
  if (state.change?.status === 'pending') {
    return refuse('change-pending', { changeId: state.change.changeId });
  }
  const earliestAt = addMinutes(state.pickUp.at, -earlyMinutes);
  if (at < earliestAt) {
    return refuse('handover-too-early', { earliestAt });
  }
  if (points.length === 0) return [{ type: 'ReservationConverted', agreementId, at }];
  const { vehicleId } = state.binding;
  return isKnown(state.refusedHandover, vehicleId, points)
    ? []
    : [{ type: 'HandoverRefused', vehicleId, points, at }];
}

function isKnown(
  last: RefusedHandover | undefined,
  vehicleId: string,
  points: readonly GatePoint[],
): boolean {
  if (last?.vehicleId !== vehicleId || last.points.length !== points.length) return false;
  return points.every(({ rule }, index) => rule === last.points[index]?.rule);
}
