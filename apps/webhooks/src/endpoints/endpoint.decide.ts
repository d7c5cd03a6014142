import { assertNever, type Decider } from '@houtai/domain-kit';
import { refuse } from '../webhooks.errors';
import type { Endpoint, EndpointCommand, EndpointEvent } from './endpoint';
import { evolveEndpoint } from './endpoint.evolve';
import { canFollow } from './endpoint.transitions';

type Of<T extends EndpointCommand['type']> = Extract<EndpointCommand, { type: T }>;

export const endpointDecider: Decider<EndpointCommand, Endpoint, EndpointEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve: evolveEndpoint,
};

function decide(command: EndpointCommand, state: Endpoint): EndpointEvent[] {
  switch (command.type) {
    case 'CreateEndpoint':
      return create(command, state);
    case 'ChangeEndpoint':
      return change(command, state);
    case 'NoteAnswered':
      return noteAnswered(command, state);
    case 'PauseEndpoint':
      return pause(command, state);
    case 'ResumeEndpoint':
      return resume(command, state);
    case 'DisableEndpoint':
      return disable(command, state);
    case 'DeleteEndpoint':
      return remove(command, state);
    default:
      return assertNever(command);
  }
}

function create({ id, partnerId, wish, at }: Of<'CreateEndpoint'>, state: Endpoint): EndpointEvent[] {
  return canFollow('EndpointCreated', state) ? [{ type: 'EndpointCreated', id, partnerId, wish, at }] : [];
}

/** Nobody has answered at another URL yet. */
function change({ wish, at }: Of<'ChangeEndpoint'>, state: Endpoint): EndpointEvent[] {
  if (!canFollow('EndpointChanged', state)) return refuse('endpoint-status', { status: state.status });
  return [{ type: wish.url === state.url ? 'EndpointChanged' : 'EndpointMoved', wish, at }];
}

function noteAnswered({ at }: Of<'NoteAnswered'>, state: Endpoint): EndpointEvent[] {
  return canFollow('EndpointAnswered', state) ? [{ type: 'EndpointAnswered', at }] : [];
}

function pause({ at }: Of<'PauseEndpoint'>, state: Endpoint): EndpointEvent[] {
  if (state.status === 'paused') return [];
  if (!canFollow('EndpointPaused', state)) return refuse('endpoint-status', { status: state.status });
  return [{ type: 'EndpointPaused', at }];
}

function resume({ at }: Of<'ResumeEndpoint'>, state: Endpoint): EndpointEvent[] {
  if (state.status === 'active') return [];
  if (!canFollow('EndpointResumed', state)) return refuse('endpoint-status', { status: state.status });
  return [{ type: 'EndpointResumed', at }];
}

/** Several answers of 410 may come at once. */
function disable({ reason, at }: Of<'DisableEndpoint'>, state: Endpoint): EndpointEvent[] {
  return canFollow('EndpointDisabled', state) ? [{ type: 'EndpointDisabled', reason, at }] : [];
}

function remove({ at }: Of<'DeleteEndpoint'>, state: Endpoint): EndpointEvent[] {
  return canFollow('EndpointDeleted', state) ? [{ type: 'EndpointDeleted', at }] : [];
}
