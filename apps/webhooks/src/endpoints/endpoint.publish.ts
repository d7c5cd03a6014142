import { assertNever, type Fact } from '@houtai/domain-kit';
import { fact, webhookEndpointDisabledV1 } from '@houtai/event-catalogue';
import type { EndpointEvent, MadeEndpoint } from './endpoint';

/** Others hear of what the system decided; what its owner does is nobody else's affair. */
export function publishEndpoint(event: EndpointEvent, { id, partnerId }: MadeEndpoint): Fact | undefined {
  switch (event.type) {
    case 'EndpointDisabled': {
      const { reason, at: disabledAt } = event;
      return fact(webhookEndpointDisabledV1, { endpointId: id, partnerId, reason, disabledAt });
    }
    case 'EndpointCreated':
    case 'EndpointChanged':
    case 'EndpointMoved':
    case 'EndpointAnswered':
    case 'EndpointPaused':
    case 'EndpointResumed':
    case 'EndpointDeleted':
      return undefined;
    default:
      return assertNever(event);
  }
}
