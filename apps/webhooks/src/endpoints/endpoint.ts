import type { Instant } from '@houtai/domain-kit';

/** `subject`: of each subject one message at a time, in the order of their versions. */
export const ORDERINGS = ['none', 'subject'] as const;
export type Ordering = (typeof ORDERINGS)[number];

/** `gone`: it answered 410. `failing`: every attempt of five days failed. */
export const DISABLED_REASONS = ['gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** What its owner decides. */
export interface EndpointWish {
  url: string;
  description?: string;
  eventTypes: readonly string[];
  ordering: Ordering;
  /** Requests under way at a time. */
  mostInFlight: number;
  /** Requests begun in a second. */
  mostPerSecond?: number;
}

interface Made extends EndpointWish {
  id: string;
  partnerId: string;
  createdAt: Instant;
}

export type MadeEndpoint = Made &
  (
    | { status: 'pending' | 'active' | 'paused' | 'deleted' }
    | { status: 'disabled'; disabledReason: DisabledReason }
  );

export type Endpoint = { status: 'none' } | MadeEndpoint;

export type EndpointCommand = { at: Instant } & (
  | { type: 'CreateEndpoint'; id: string; partnerId: string; wish: EndpointWish }
  | { type: 'ChangeEndpoint'; wish: EndpointWish }
  /** The receiver answered a signed test with 2xx. */
  | { type: 'NoteAnswered' }
  | { type: 'PauseEndpoint' }
  | { type: 'ResumeEndpoint' }
  | { type: 'DisableEndpoint'; reason: DisabledReason }
  | { type: 'DeleteEndpoint' }
);

export type EndpointEvent = { at: Instant } & (
  | { type: 'EndpointCreated'; id: string; partnerId: string; wish: EndpointWish }
  | { type: 'EndpointChanged'; wish: EndpointWish }
  /** It leads somewhere else: nobody has answered there yet. */
  | { type: 'EndpointMoved'; wish: EndpointWish }
  | { type: 'EndpointAnswered' }
  | { type: 'EndpointPaused' }
  | { type: 'EndpointResumed' }
  | { type: 'EndpointDisabled'; reason: DisabledReason }
  | { type: 'EndpointDeleted' }
);
