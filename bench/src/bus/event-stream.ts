import { reservationConfirmedV1, reservationSubmittedV1 } from '@houtai/event-catalogue';
import { outgoing, type OutgoingEvent } from '@houtai/messaging';
import { uuidv7 } from 'uuidv7';

/** What orders tells about its reservations: each is submitted, and confirmed a little later. */
export function eventStream(count: number): OutgoingEvent[] {
  const events: OutgoingEvent[] = [];
  while (events.length < count) {
    const ids = Array.from({ length: Math.min(50, Math.ceil((count - events.length) / 2)) }, () => uuidv7());
    for (const reservationId of ids)
      events.push(
        outgoing(reservationSubmittedV1, reservationId, 1, {
          ...reservationSubmittedV1.sample,
          reservationId,
        }),
      );
    for (const reservationId of ids)
      events.push(
        outgoing(reservationConfirmedV1, reservationId, 2, {
          ...reservationConfirmedV1.sample,
          reservationId,
        }),
      );
  }
  return events.slice(0, count);
}

export function batchesOf<T>(values: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < values.length; at += size) batches.push(values.slice(at, at + size));
  return batches;
}
