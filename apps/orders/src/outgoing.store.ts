import { outgoing, type OutgoingEvent } from '@houtai/messaging';
import type { Publication } from './publication';

/** Numbers what an aggregate publishes, from the version after its last one. */
export function toOutgoing(
  publications: readonly Publication[],
  aggregateId: string,
  lastVersion: number,
): OutgoingEvent[] {
  return publications.map(({ event, data }, n) => outgoing(event, aggregateId, lastVersion + 1 + n, data));
}
