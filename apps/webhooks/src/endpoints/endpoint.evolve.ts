import { assertNever } from '@houtai/domain-kit';
import type { Endpoint, EndpointEvent } from './endpoint';

export function evolveEndpoint(state: Endpoint, event: EndpointEvent): Endpoint {
  if (event.type === 'EndpointCreated') {
    const { id, partnerId, wish, at } = event;
    return { id, partnerId, ...wish, createdAt: at, status: 'pending' };
  }
  if (state.status === 'none') return state;
  const { id, partnerId, createdAt } = state;
  switch (event.type) {
    case 'EndpointChanged':
      return state.status === 'disabled'
        ? {
            id,
            partnerId,
            createdAt,
            ...event.wish,
            status: 'disabled',
            disabledReason: state.disabledReason,
          }
        : { id, partnerId, createdAt, ...event.wish, status: state.status };
    case 'EndpointMoved':
      return { id, partnerId, createdAt, ...event.wish, status: 'pending' };
    case 'EndpointAnswered':
    case 'EndpointResumed':
      return { ...withoutReason(state), status: 'active' };
    case 'EndpointPaused':
      return { ...withoutReason(state), status: 'paused' };
    case 'EndpointDisabled':
      return { ...state, status: 'disabled', disabledReason: event.reason };
    case 'EndpointDeleted':
      return { ...withoutReason(state), status: 'deleted' };
    default:
      return assertNever(event);
  }
}

function withoutReason(state: Exclude<Endpoint, { status: 'none' }>) {
  if (state.status !== 'disabled') return state;
  const { disabledReason: _, ...rest } = state;
  return rest;
}
