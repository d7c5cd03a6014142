import { fold, type Instant } from '@houtai/domain-kit';
import type { Reservation, ReservationEvent, ReservationStatus } from './reservation';
import { reservationDecider } from './reservation.decide';
import { publishReservation } from './reservation.publish';
import type { Publication } from '../publication';

/** One step of a reservation, as its history shows it. */
export interface HistoryEntry {
  reservation_id: string;
  version: number;
  type: ReservationEvent['type'];
  status: ReservationStatus;
  at: Instant;
  data: Record<string, unknown>;
}

/** What a decision leads to: the state after it, what the others learn, what the history keeps. */
export interface Unfolded {
  state: Reservation;
  version: number;
  publications: Publication[];
  history: HistoryEntry[];
}

/** Folds events one by one; `version` counts those that are published. */
export function unfold(before: Reservation, version: number, events: readonly ReservationEvent[]): Unfolded {
  return events.reduce<Unfolded>(
    (sofar, event) => {
      const state = fold(reservationDecider, sofar.state, [event]);
      if (state.status === 'none') throw new Error(`${event.type} left no reservation`);
      const told = publishReservation(event, state);
      const now = sofar.version + (told ? 1 : 0);
      const { reservationId: reservation_id, status } = state;
      return {
        state,
        version: now,
        publications: told ? [...sofar.publications, told] : sofar.publications,
        history: [
          ...sofar.history,
          { reservation_id, version: now, type: event.type, status, at: event.at, data: factsOf(event) },
        ],
      };
    },
    { state: before, version, publications: [], history: [] },
  );
}

/** The event without what the row or another entry says already; prices are kept as totals. */
function factsOf(event: ReservationEvent): Record<string, unknown> {
  const { type: _type, at: _at, ...facts } = event;
  if ('booking' in facts) {
    const { booking, ...rest } = facts;
    const { classCode, pickUp, return: dropOff, price } = booking;
    return { classCode, pickUp, return: dropOff, totalFen: price.totalFen, ...rest };
  }
  if ('change' in facts) {
    const { changeId, differenceFen, terms } = facts.change;
    const { classCode, pickUp, return: dropOff, price } = terms;
    return { changeId, classCode, pickUp, return: dropOff, totalFen: price.totalFen, differenceFen };
  }
  return facts;
}
