import { CATALOGUE, eventOfType, type EventDefinition } from '@houtai/event-catalogue';
import type { LiveTopic } from './live-topics';

/** A hint that something is not as it was: what to read again, and nothing of what is to be read there. */
export interface LiveEvent {
  readonly topic: LiveTopic;
  /** Name of the event without service and version: `reservation-confirmed`. */
  readonly type: string;
  /** Id of the aggregate. */
  readonly subject: string;
  /** Of the aggregate after the event. */
  readonly version: number;
  /** Branches it concerns, that of the pick-up first; empty when the event names none. */
  readonly branchIds: readonly string[];
  /** Whose booking it is about; null when the event names no partner. */
  readonly partnerId: string | null;
}

/** What of a domain event is looked at. */
export interface DomainEvent {
  readonly type: string;
  readonly key: string;
  readonly aggregateVersion: number;
  readonly data: unknown;
}

/** Aggregates of which is told, by their topic on the bus: one kind of subject each, so that versions can be compared. */
const TOLD: Readonly<Record<string, LiveTopic>> = {
  'houtai.orders.reservation': 'reservations',
  'houtai.orders.agreement': 'agreements',
  'houtai.fleet.vehicle': 'vehicles',
  'houtai.dispatch.escalation': 'conflicts',
  'houtai.customer-service.complaint': 'complaints',
  'houtai.gateway.clock': 'operations',
};

/** Places where events name branches, the most telling first. */
const BRANCHES = [
  ['branchId'],
  ['toBranchId'],
  ['fromBranchId'],
  ['pickUp', 'branchId'],
  ['return', 'branchId'],
];

const NAME = /^houtai\.[a-z-]+\.([a-z-]+)\.v\d+$/;

/** Every event that {@link liveEventOf} tells of. */
export const TOLD_EVENTS: readonly EventDefinition[] = CATALOGUE.filter(({ topic }) => topic in TOLD);

/** What is told of a domain event; nothing of one that concerns no topic. */
export function liveEventOf({ type, key, aggregateVersion, data }: DomainEvent): LiveEvent | undefined {
  const topic = TOLD[eventOfType(type)?.topic ?? ''];
  const name = NAME.exec(type)?.[1];
  if (topic === undefined || name === undefined) return undefined;
  const partnerId = at(data, ['partnerId']);
  const branchIds = [...new Set(BRANCHES.map((path) => at(data, path)).filter((id) => id !== undefined))];
  return {
    topic,
    type: name,
    subject: key,
    version: aggregateVersion,
    branchIds,
    partnerId: partnerId ?? null,
  };
}

function at(data: unknown, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    data,
  );
  return typeof value === 'string' ? value : undefined;
}
