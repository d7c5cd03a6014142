import { CATALOGUE, eventOfType } from '@houtai/event-catalogue';
import { runInCall } from '../call-context';
import { EventContext, ReceivedEvent } from './event-context';
import type { OnEventsOptions } from './on-events.decorator';
import type { Received } from './received';
import { inTurns } from './turns';

/** Calls one handler with what it takes, the data of an event or a list; rejects with the handler's own error. */
export type EventHandler = (payload: unknown, context: EventContext) => Promise<void>;

export interface Registration extends Omit<OnEventsOptions, 'consumer'> {
  /** Event types with a space between, or `*` for all events of the catalogue. */
  pattern: string;
  handler: EventHandler;
  /** Whether the handler takes a list of {@link Received}. */
  together?: boolean;
}

/** Types with the same handlers. */
type Route = readonly Registration[];

/** All handlers that share a consumer group: what they want, and how events get to them. */
export class ConsumerDefinition {
  readonly types: readonly string[];
  readonly topics: readonly string[];
  /** Messages per transaction. */
  readonly chunk: number;
  readonly lingerMs: number;
  private readonly routes = new Map<string, Route>();

  constructor(
    readonly name: string,
    readonly group: string,
    registrations: readonly Registration[],
  ) {
    const known = new Map<string, Route>();
    const typesOfAll = registrations.map(({ pattern }) => typesOf(pattern));
    this.types = [...new Set(typesOfAll.flat())].sort();
    for (const type of this.types) {
      const numbers = registrations.flatMap((_, n) => (typesOfAll[n]?.includes(type) ? [n] : []));
      const route = known.get(numbers.join()) ?? registrations.filter((_, n) => numbers.includes(n));
      known.set(numbers.join(), route);
      this.routes.set(type, route);
    }
    this.topics = [...new Set(this.types.map((type) => eventOfType(type)?.topic ?? ''))].sort();
    this.chunk = Math.max(1, ...registrations.map(({ chunk = 1 }) => chunk));
    this.lingerMs = Math.max(0, ...registrations.map(({ lingerMs = 0 }) => lingerMs));
  }

  wants(type: string): boolean {
    return this.routes.has(type);
  }

  /** Events of a chunk as the handlers take them, one list after the other. */
  turns(events: readonly ReceivedEvent[]): ReceivedEvent[][] {
    const routeOf = ({ type }: ReceivedEvent) => this.routes.get(type) ?? [];
    return inTurns(events, routeOf, (route) => route.some(({ together }) => together)).map(
      ({ messages }) => messages,
    );
  }

  /** Runs the handlers of one turn in the order of their registration. */
  async dispatch(turn: readonly Received[]): Promise<void> {
    const [first] = turn;
    if (!first) return;
    const contextOf = ({ event }: Received) => new EventContext(event, this.name);
    for (const { handler, together } of this.routes.get(first.event.type) ?? []) {
      if (together) await runInCall(undefined, () => handler(turn, contextOf(first)));
      else for (const one of turn) await runInCall(one.call, () => handler(one.data, contextOf(one)));
    }
  }
}

function typesOf(pattern: string): string[] {
  if (pattern === '*') return CATALOGUE.map(({ type }) => type);
  const types = pattern.split(' ');
  for (const type of types) if (!eventOfType(type)) throw new Error(`No event ${type} in the catalogue`);
  return types;
}
