import { CATALOGUE, eventOfType } from '@houtai/event-catalogue';
import type { Sql } from '../sql/sql';
import { EventContext, ReceivedEvent } from './event-context';

/** Calls one handler with the event; rejects with the handler's own error. */
export type EventHandler = (context: EventContext) => Promise<void>;

export interface Registration {
  /** Event type, or `*` for all events of the catalogue. */
  pattern: string;
  handler: EventHandler;
  chunk?: number;
}

/** All handlers that share a consumer group: what they want, and how an event gets to them. */
export class ConsumerDefinition {
  readonly types: readonly string[];
  readonly topics: readonly string[];
  /** Messages per transaction. */
  readonly chunk: number;
  private readonly handlers = new Map<string, EventHandler[]>();

  constructor(
    readonly name: string,
    readonly group: string,
    registrations: readonly Registration[],
  ) {
    for (const { pattern, handler } of registrations) {
      for (const type of typesOf(pattern)) {
        this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
      }
    }
    this.types = [...this.handlers.keys()].sort();
    this.topics = [...new Set(this.types.map((type) => eventOfType(type)?.topic ?? ''))].sort();
    this.chunk = Math.max(1, ...registrations.map(({ chunk = 1 }) => chunk));
  }

  wants(type: string): boolean {
    return this.handlers.has(type);
  }

  /** Runs the handlers of the event's type in the order of their registration. */
  async dispatch(event: ReceivedEvent, sql: Sql): Promise<void> {
    const context = new EventContext(event, sql, this.name);
    for (const handler of this.handlers.get(event.type) ?? []) await handler(context);
  }
}

function typesOf(pattern: string): string[] {
  if (pattern === '*') return CATALOGUE.map(({ type }) => type);
  if (!eventOfType(pattern)) throw new Error(`No event ${pattern} in the catalogue`);
  return [pattern];
}
