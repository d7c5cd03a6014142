import { assertNever, type Decider } from '@houtai/domain-kit';
import { refuse } from '../webhooks.errors';
import type { Endpoint, EndpointCommand, EndpointEvent } from './endpoint';
import { evolveEndpoint } from './endpoint.evolve';
import { canFollow } from './endpoint.transitions';

export const endpointDecider: Decider<EndpointCommand, Endpoint, EndpointEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve: evolveEndpoint,
};

function decide(command: EndpointCommand, state: Endpoint): EndpointEvent[] {
  const { at } = command;
  switch (command.type) {
    case 'CreateEndpoint': {
      const { id, partnerId, wish } = command;
      return canFollow('EndpointCreated', state)
        ? [{ type: 'EndpointCreated', id, partnerId, wish, at }]
        : [];
    }
    case 'ChangeEndpoint': {
      const { wish } = command;
      if (!canFollow('EndpointChanged', state)) return refuseStatus(state);
      return [{ type: wish.url === state.url ? 'EndpointChanged' : 'EndpointMoved', wish, at }];
    }
    case 'NoteAnswered':
      return canFollow('EndpointAnswered', state) ? [{ type: 'EndpointAnswered', at }] : [];
    case 'PauseEndpoint':
      if (state.status === 'paused') return [];
      return canFollow('EndpointPaused', state) ? [{ type: 'EndpointPaused', at }] : refuseStatus(state);
    case 'ResumeEndpoint':
      if (state.status === 'active') return [];
      return canFollow('EndpointResumed', state) ? [{ type: 'EndpointResumed', at }] : refuseStatus(state);
    case 'DisableEndpoint':
      // several answers of 410 may come at once
      return canFollow('EndpointDisabled', state)
        ? [{ type: 'EndpointDisabled', reason: command.reason, at }]
        : [];
    case 'DeleteEndpoint':
      return canFollow('EndpointDeleted', state) ? [{ type: 'EndpointDeleted', at }] : [];
    default:
      return assertNever(command);
  }
}

function refuseStatus({ status }: Endpoint): never {
  return refuse('endpoint-status', { status });
}
