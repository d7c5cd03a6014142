import type { EventDefinition } from '@houtai/event-catalogue';
import { COMPANY_EVENTS } from './company-events';
import type { PublicEvent } from './public-event';
import { RENTAL_EVENTS } from './rental-events';
import { RESERVATION_EVENTS } from './reservation-events';
import { WEBHOOK_EVENTS } from './webhook-events';

/** Version of the shape of all bodies; it only ever gains optional fields. */
export const API_VERSION = 'v1';

/** Everything that a partner can be told, in the order a reader meets it. */
export const PUBLIC_EVENTS: readonly PublicEvent[] = [
  ...RESERVATION_EVENTS,
  ...RENTAL_EVENTS,
  ...COMPANY_EVENTS,
  ...WEBHOOK_EVENTS,
];

/** Events on the bus that public ones are made of. */
export const SOURCES: readonly EventDefinition[] = PUBLIC_EVENTS.flatMap(({ source }) => source ?? []);

const bySource = new Map(PUBLIC_EVENTS.map((event) => [event.source?.type, event]));

/** What is told of an event on the bus, undefined when nothing is. */
export function publicEventOf(type: string): PublicEvent | undefined {
  return bySource.get(type);
}
