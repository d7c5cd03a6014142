import type { TransitionTable } from '@houtai/domain-kit';

export const DELIVERY_STATES = ['waiting', 'in-flight', 'delivered', 'exhausted', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * The life of one message on its way to one endpoint; the statements of the workers follow it. A waiting delivery is held
 * while its endpoint is not active, or while an earlier one of its subject comes first.
 */
export const DELIVERY_TRANSITIONS = {
  none: { FannedOut: 'waiting' },
  waiting: { Taken: 'in-flight', Skipped: 'cancelled', EndpointDeleted: 'cancelled' },
  'in-flight': {
    Answered2xx: 'delivered',
    Failed: 'waiting',
    NotMade: 'waiting',
    LeaseOver: 'in-flight',
    AttemptsUsedUp: 'exhausted',
    EndpointDeleted: 'cancelled',
  },
  delivered: { Replayed: 'waiting' },
  exhausted: { Replayed: 'waiting', Skipped: 'cancelled', EndpointDeleted: 'cancelled' },
  cancelled: { Replayed: 'waiting' },
} as const satisfies TransitionTable<'none' | DeliveryState>;
