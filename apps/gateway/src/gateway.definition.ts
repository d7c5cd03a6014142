import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { API_KEY_TRANSITIONS } from './api-keys/api-key.transitions';
import { GatewayConfig } from './gateway.config';
import { gatewayErrors } from './gateway.errors';
import { GatewayModule } from './gateway.module';
import { PARTNER_TRANSITIONS } from './partners/partner.transitions';
import { PARTNER_USERS, USER_ACCOUNTS } from './accounts/account.list';
import { API_KEYS } from './api-keys/api-key.list';
import { AUDIT_ENTRIES } from './audit/audit.list';
import { testHelperErrors } from './test-helpers/test-helper.errors';
import { TestHelperModule } from './test-helpers/test-helper.module';
import { PARTNERS } from './partners/partner.list';

export const gatewayDefinition: ServiceOptions<GatewayConfig> = {
  name: 'gateway',
  module: GatewayModule,
  testRealm: { module: TestHelperModule, errors: testHelperErrors.declared },
  config: GatewayConfig,
  errors: gatewayErrors.declared,
  stateMachines: { partner: PARTNER_TRANSITIONS, 'api key': API_KEY_TRANSITIONS },
  lists: [PARTNERS, PARTNER_USERS, USER_ACCOUNTS, API_KEYS, AUDIT_ENTRIES],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Gateway',
  description:
    'Sign-in, accounts, partners and their keys, audit trail and the operations of the system as a whole.',
};
