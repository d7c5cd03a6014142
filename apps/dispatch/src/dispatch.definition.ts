import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { DispatchConfig } from './dispatch.config';
import { dispatchErrors } from './dispatch.errors';
import { DispatchModule } from './dispatch.module';

export const dispatchDefinition: ServiceOptions<DispatchConfig> = {
  name: 'dispatch',
  module: DispatchModule,
  config: DispatchConfig,
  errors: dispatchErrors.declared,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Dispatch',
  description: 'Capacity and allocations: which vehicle serves which reservation, where and when.',
};
