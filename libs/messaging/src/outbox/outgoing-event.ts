import { EventDefinition } from '@houtai/event-catalogue';

/** An event to be published once the transaction that writes it commits. */
export interface OutgoingEvent<T = unknown> {
  event: EventDefinition<T>;
  /** Id of the aggregate; never empty. Events of one key are delivered in order. */
  key: string;
  /**
   * Position of the event among all events of this aggregate: 1, 2, 3 … When one decision emits several
   * events each takes the next number; a number that was taken before is refused.
   */
  aggregateVersion: number;
  data: T;
  /** Message id; a fresh UUIDv7 when absent. Give one to make a retried publication recognisable. */
  id?: string;
}

/** Builds an outgoing event whose data is checked against its definition by the compiler. */
export function outgoing<T>(
  event: EventDefinition<T>,
  key: string,
  aggregateVersion: number,
  data: T,
): OutgoingEvent<T> {
  return { event, key, aggregateVersion, data };
}
