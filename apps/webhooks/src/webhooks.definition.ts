import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { DELIVERY_TRANSITIONS } from './deliveries/delivery.transitions';
import { ENDPOINT_TRANSITIONS } from './endpoints/endpoint.transitions';
import { webhookDocument } from './public-events/webhook-document';
import { WebhooksConfig } from './webhooks.config';
import { webhooksErrors } from './webhooks.errors';
import { WebhooksModule } from './webhooks.module';

export const webhooksDefinition: ServiceOptions<WebhooksConfig> = {
  name: 'webhooks',
  module: WebhooksModule,
  config: WebhooksConfig,
  errors: webhooksErrors.declared,
  stateMachines: { 'webhook-endpoint': ENDPOINT_TRANSITIONS, 'webhook-delivery': DELIVERY_TRANSITIONS },
  migrationsDir: join(__dirname, '..', 'migrations'),
  webhooks: webhookDocument(),
  title: 'Webhooks',
  description: "Partners' systems hear what happened: endpoints, events, deliveries and replays.",
};
