import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { GatewayConfig } from './gateway.config';
import { gatewayErrors } from './gateway.errors';
import { GatewayModule } from './gateway.module';

export const gatewayDefinition: ServiceOptions<GatewayConfig> = {
  name: 'gateway',
  module: GatewayModule,
  config: GatewayConfig,
  errors: gatewayErrors.declared,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Gateway',
  description: 'Sign-in, accounts, audit trail and the operations of the system as a whole.',
};
