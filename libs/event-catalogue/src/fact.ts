import type { Fact } from '@houtai/domain-kit';
import type { EventDefinition } from './event-definition';

/** A fact for the other services; the compiler checks the data against the event. */
export function fact<T>(event: EventDefinition<T>, data: T): Fact<EventDefinition<T>> {
  return { event, data };
}
