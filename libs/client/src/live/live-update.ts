import type { StreamBlock } from './event-stream.js';

/** What one can listen to; which of them a caller may, its permissions say. Partners may listen to the first two. */
export const LIVE_TOPICS = [
  'reservations',
  'agreements',
  'vehicles',
  'conflicts',
  'complaints',
  'operations',
] as const;

export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** A hint that something is not as it was: read it again, unless you know this version of it. */
export interface Changed {
  readonly kind: 'changed';
  /** The place in the stream, to come back to with `after`. */
  readonly id: string;
  readonly topic: LiveTopic;
  /** Such as `reservation-confirmed`. */
  readonly type: string;
  /** Id of what has changed. */
  readonly subject: string;
  readonly version: number;
  readonly branchId?: string;
}

/** What came in between is not known: read your lists again. What follows goes on from here. */
export interface Reset {
  readonly kind: 'reset';
  readonly id: string | undefined;
  readonly reason: string;
}

export type LiveUpdate = Changed | Reset;

/** The update that a block tells; undefined for one that tells nothing. */
export function updateIn({ id, event, data }: StreamBlock): LiveUpdate | undefined {
  if (event === undefined || data === undefined) return undefined;
  const told = JSON.parse(data) as Omit<Changed, 'kind' | 'id' | 'topic'> & { readonly reason?: string };
  if (event === 'reset') return { kind: 'reset', id, reason: told.reason ?? 'unknown' };
  if (id === undefined || !isTopic(event)) return undefined;
  const { type, subject, version, branchId } = told;
  return { kind: 'changed', id, topic: event, type, subject, version, ...(branchId && { branchId }) };
}

function isTopic(name: string): name is LiveTopic {
  return (LIVE_TOPICS as readonly string[]).includes(name);
}
