import type { EventDefinition } from '@houtai/event-catalogue';

/** A fact for the other services: an event of the catalogue with its data. */
export interface Publication<T = unknown> {
  event: EventDefinition<T>;
  data: T;
}

/** Lets the compiler check the data against its event. */
export function publication<T>(event: EventDefinition<T>, data: T): Publication {
  return { event, data };
}
