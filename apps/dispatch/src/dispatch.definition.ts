import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { ALLOCATION_TRANSITIONS } from './allocations/allocation.transitions';
import { CAPACITY_TRANSITIONS } from './capacities/capacity.transitions';
import { DispatchConfig } from './dispatch.config';
import { dispatchErrors } from './dispatch.errors';
import { DispatchModule } from './dispatch.module';

export const dispatchDefinition: ServiceOptions<DispatchConfig> = {
  name: 'dispatch',
  module: DispatchModule,
  config: DispatchConfig,
  errors: dispatchErrors.declared,
  stateMachines: { capacity: CAPACITY_TRANSITIONS, allocation: ALLOCATION_TRANSITIONS },
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Dispatch',
  description: 'Capacity and allocations: which vehicle serves which reservation, where and when.',
};
