/** What one can listen to. Nothing publishes tasks yet: their topic comes with their events. */
export const LIVE_TOPICS = [
  'reservations',
  'agreements',
  'vehicles',
  'conflicts',
  'complaints',
  'operations',
] as const;

export type LiveTopic = (typeof LIVE_TOPICS)[number];

interface TopicRights {
  /** That reads the things themselves: who may not read them learns nothing of them either. */
  readonly permission: `${string}:${string}`;
  /** Whether partners may listen, to what is theirs. */
  readonly partners: boolean;
}

export const TOPIC_RIGHTS: Readonly<Record<LiveTopic, TopicRights>> = {
  reservations: { permission: 'reservations:read', partners: true },
  agreements: { permission: 'agreements:read', partners: true },
  vehicles: { permission: 'vehicles:read', partners: false },
  conflicts: { permission: 'allocations:read', partners: false },
  complaints: { permission: 'complaints:read', partners: false },
  operations: { permission: 'operations:read', partners: false },
};

export function isLiveTopic(name: string): name is LiveTopic {
  return (LIVE_TOPICS as readonly string[]).includes(name);
}

/** @param text topics with commas between, as in a URL; each once in the result */
export function topicsIn(text: string): string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))];
}
