import type { LiveEvent } from './live-event';
import type { LiveTopic } from './live-topics';

/** What somebody listens to. */
export interface Listener {
  readonly topics: ReadonlySet<LiveTopic>;
  /** Only what concerns this branch. */
  readonly branchId?: string;
  /** The partner they belong to, who hears of its own alone. */
  readonly partnerId?: string;
}

/**
 * Whether an event is told to a listener. One that names no branch is told in all of them: a hint too many makes somebody
 * read once more, a hint too few leaves them with what is no longer so. With partners it is the other way round: what
 * names no partner is nobody's.
 */
export function concerns({ topics, branchId, partnerId }: Listener, event: LiveEvent): boolean {
  if (!topics.has(event.topic)) return false;
  if (partnerId !== undefined && event.partnerId !== partnerId) return false;
  return branchId === undefined || event.branchIds.length === 0 || event.branchIds.includes(branchId);
}
