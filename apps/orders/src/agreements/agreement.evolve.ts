import { assertNever } from '@houtai/domain-kit';
import type { Agreement, AgreementEvent } from './agreement';

/** Folds one event; an event that cannot follow on the state means the store was written past the decider. */
export function evolveAgreement(state: Agreement, event: AgreementEvent): Agreement {
  switch (event.type) {
    case 'AgreementOpened':
      return { ...event.handover, status: 'open' };
    case 'AgreementOverdue':
      if (state.status !== 'open') throw unexpected(state, event);
      return { ...state, status: 'overdue', overdueAt: event.at };
    case 'VehicleReturned':
      if (state.status !== 'open' && state.status !== 'overdue') throw unexpected(state, event);
      return { ...state, status: 'returned', back: event.back };
    case 'AgreementSettled':
      if (state.status !== 'returned') throw unexpected(state, event);
      return { ...state, status: 'settling', settlement: event.settlement };
    case 'ViolationHoldStarted':
      if (state.status !== 'settling') throw unexpected(state, event);
      return { ...state, status: 'violation-hold', holdUntil: event.holdUntil };
    case 'AgreementClosed':
      if (state.status !== 'violation-hold') throw unexpected(state, event);
      return { ...state, status: 'closed', closedAt: event.at };
    default:
      return assertNever(event);
  }
}

function unexpected(state: Agreement, event: AgreementEvent): Error {
  return new Error(`${event.type} cannot follow on ${state.status}`);
}
