import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { DELIVERY_TRANSITIONS } from './deliveries/delivery.transitions';
import { ENDPOINT_TRANSITIONS } from './endpoints/endpoint.transitions';
import { webhookDocument } from './public-events/webhook-document';
import { WebhooksConfig } from './webhooks.config';
import { webhooksErrors } from './webhooks.errors';
import { WebhooksModule } from './webhooks.module';
import { DELIVERIES } from './deliveries/delivery.list';
import { ENDPOINTS } from './endpoint-desk/endpoint.list';
import { EVENTS } from './messages/event.list';
import { REPLAYS } from './replays/replay.list';

export const webhooksDefinition: ServiceOptions<WebhooksConfig> = {
  name: 'webhooks',
  module: WebhooksModule,
  config: WebhooksConfig,
  errors: webhooksErrors.declared,
  stateMachines: { 'webhook-endpoint': ENDPOINT_TRANSITIONS, 'webhook-delivery': DELIVERY_TRANSITIONS },
  lists: [ENDPOINTS, EVENTS, DELIVERIES, REPLAYS],
  migrationsDir: join(__dirname, '..', 'migrations'),
  webhooks: webhookDocument(),
  title: 'Webhooks',
  description: "Partners' systems hear what happened: endpoints, events, deliveries and replays.",
};
