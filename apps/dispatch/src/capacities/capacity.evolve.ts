import { assertNever } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent } from './capacity';
import { isHolding } from './holding';

export function evolveCapacity(state: Capacity, event: CapacityEvent): Capacity {
  if (event.type === 'ReservationHeardOf') return { status: 'unknown', reservationId: event.reservationId };
  if (state.status === 'none') return state;
  const { reservationId } = state;
  switch (event.type) {
    case 'CapacityHeld':
      return { status: 'held', reservationId, hold: event.hold };
    case 'CapacityRefused':
      return { status: 'refused', reservationId };
    case 'HoldMadeFirm':
      return state.status === 'held' ? { ...state, status: 'firm' } : state;
    case 'ChangeHeld':
      return isHolding(state) ? { ...state, proposal: event.proposal } : state;
    case 'ChangeAdopted':
      return isHolding(state) && state.proposal
        ? { status: state.status, reservationId, hold: state.proposal }
        : state;
    case 'ChangeDropped':
      return isHolding(state) ? { status: state.status, reservationId, hold: state.hold } : state;
    case 'UseStarted':
      return { status: 'in-use', reservationId, hold: event.hold };
    case 'CapacityEnded':
      return { status: 'ended', reservationId, reason: event.reason };
    case 'ChangeRefused':
      return state;
    default:
      return assertNever(event);
  }
}
