import { addHours, addMinutes } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import { cancellationFee, noShowFee, noticeHours } from '../pricing/cancellation-fee';
import type { Ended, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;
type Alive = Exclude<Taken, Ended>;

/** Withdrawal: of a wish without a fee, of a promise by the notice given; free when the company withdraws. */
export function cancel({ reason, tiers, at }: Of<'CancelReservation'>, taken: Taken): ReservationEvent[] {
  const state = alive(taken);
  const notice = noticeHours(at, state.pickUp.at);
  const free = reason === 'company' || state.status === 'submitted';
  const feeFen = free ? 0 : cancellationFee(state.price, tiers, notice);
  return [{ type: 'ReservationCancelled', cancellation: { reason, feeFen, noticeHours: notice }, at }];
}

/** Nobody came; only after the grace time, until then the vehicle waits. */
export function declareNoShow(command: Of<'DeclareNoShow'>, taken: Taken): ReservationEvent[] {
  const { tiers, graceHours, at } = command;
  const state = alive(taken);
  if (!canFollow('ReservationNoShow', state)) {
    return refuse('reservation-not-confirmed', { status: state.status });
  }
  const graceEndsAt = addHours(state.pickUp.at, graceHours);
  if (at < graceEndsAt) {
    return refuse('grace-not-over', { graceEndsAt });
  }
  return [{ type: 'ReservationNoShow', feeFen: noShowFee(state.price, tiers), at }];
}

/** The vehicle is handed over: the agreement takes over. */
export function convert(command: Of<'ConvertReservation'>, taken: Taken): ReservationEvent[] {
  const { agreementId, earlyMinutes, at } = command;
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
  return [{ type: 'ReservationConverted', agreementId, at }];
}

function alive(state: Taken): Alive {
  if (!canFollow('ReservationCancelled', state)) return refuse('reservation-over', { status: state.status });
  return state;
}
