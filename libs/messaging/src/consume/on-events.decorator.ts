import { EventPattern } from '@nestjs/microservices';
import type { EventDefinition } from '@houtai/event-catalogue';

/** Events that share a transaction unless a handler says otherwise: more gain little and hold locks for longer. */
const CHUNK = 32;

export interface OnEventsOptions {
  /** Name of the consumer; that of the service when absent. */
  consumer?: string;
  /** How many events share a transaction at most. */
  chunk?: number;
  /** Least time in ms from one transaction to the next until a chunk has gathered. None when absent. */
  lingerMs?: number;
}

/** What Nest hands the transport beside the pattern. */
export interface HandlerExtras extends OnEventsOptions {
  /** Whether the handler takes a list of {@link Received}. */
  together?: boolean;
}

/**
 * A handler of `Received[]`, of one event, of several, or of all (`'*'`). It is called in the transaction of the inbox, in an
 * order that keeps the order per key. When it throws, the chunk is rolled back and every event comes again in a list of
 * one, where it is retried or parked. No call is in hand: what is done for one event is done inside `runInCall(call, …)`.
 */
export function OnEvents(
  events: EventDefinition | readonly EventDefinition[] | '*',
  { chunk = CHUNK, ...options }: OnEventsOptions = {},
): MethodDecorator {
  const extras: HandlerExtras = { ...options, chunk, together: true };
  return EventPattern(patternOf(events), extras);
}

function patternOf(events: EventDefinition | readonly EventDefinition[] | '*'): string {
  if (events === '*') return events;
  // one pattern for all of them: with several, Nest would register a handler for each
  return ('type' in events ? [events] : events).map(({ type }) => type).join(' ');
}
