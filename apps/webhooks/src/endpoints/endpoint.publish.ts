import type { Fact } from '@houtai/domain-kit';
import { fact, webhookEndpointDisabledV1 } from '@houtai/event-catalogue';
import type { EndpointEvent, MadeEndpoint } from './endpoint';

/** Others hear of what the system decided; what its owner does is nobody else's affair. */
export function publishEndpoint(event: EndpointEvent, { id, partnerId }: MadeEndpoint): Fact | undefined {
  if (event.type !== 'EndpointDisabled') return undefined;
  const { reason, at: disabledAt } = event;
  return fact(webhookEndpointDisabledV1, { endpointId: id, partnerId, reason, disabledAt });
}
