import type { ReservationEvent } from './reservation';

/** The event without what the row or another entry says already; prices are kept as totals. */
export function historyData(event: ReservationEvent): Record<string, unknown> {
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
