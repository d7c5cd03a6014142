import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Endpoint, EndpointEvent } from './endpoint';

/** Which event can follow on which status, and where it leads. */
export const ENDPOINT_TRANSITIONS = {
  none: { EndpointCreated: 'pending' },
  pending: {
    EndpointAnswered: 'active',
    EndpointChanged: 'pending',
    EndpointMoved: 'pending',
    EndpointDeleted: 'deleted',
  },
  active: {
    EndpointChanged: 'active',
    EndpointMoved: 'pending',
    EndpointPaused: 'paused',
    EndpointDisabled: 'disabled',
    EndpointDeleted: 'deleted',
  },
  paused: {
    EndpointChanged: 'paused',
    EndpointMoved: 'pending',
    EndpointResumed: 'active',
    EndpointDeleted: 'deleted',
  },
  disabled: {
    EndpointChanged: 'disabled',
    EndpointMoved: 'pending',
    EndpointResumed: 'active',
    EndpointDeleted: 'deleted',
  },
  deleted: {},
} as const satisfies TransitionTable<Endpoint['status'], EndpointEvent['type']>;

export const canFollow = followsIn(ENDPOINT_TRANSITIONS);
