import type { Aggregate } from '@houtai/domain-kit';
import type { Endpoint, EndpointCommand, EndpointEvent } from './endpoint';
import { endpointDecider } from './endpoint.decide';
import { publishEndpoint } from './endpoint.publish';

export const endpoint: Aggregate<EndpointCommand, Endpoint, EndpointEvent> = {
  name: 'webhook endpoint',
  ...endpointDecider,
  publish: publishEndpoint,
};
