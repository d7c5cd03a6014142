import type { Subject } from '@houtai/event-catalogue';

/** How an event says what it is about: by the reservation, as before there were other subjects, or by the subject. */
export function aboutSubject(subject: Subject): { reservationId: string } | { subject: Subject } {
  return subject.kind === 'rental' ? { reservationId: subject.id } : { subject };
}
