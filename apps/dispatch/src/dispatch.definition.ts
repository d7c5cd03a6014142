import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { ALLOCATION_TRANSITIONS } from './allocations/allocation.transitions';
import { CAPACITY_TRANSITIONS } from './capacities/capacity.transitions';
import { DispatchConfig } from './dispatch.config';
import { dispatchErrors } from './dispatch.errors';
import { DispatchModule } from './dispatch.module';
import { ALLOCATIONS } from './views/allocation.list';
import { CAPACITY_HOLDS, CONFLICTS } from './views/capacity-hold.list';
import { DISPATCH_PLANS } from './views/dispatch-plan.list';
import { DRIVES } from './views/drive.list';
import { WHAT_IFS } from './views/kept-what-if.list';
import { REFUSED_WISHES } from './views/refused-wish.list';
import { RELOCATIONS } from './views/relocation.list';
import { BRANCH_TIMELINE } from './views/timeline.list';

export const dispatchDefinition: ServiceOptions<DispatchConfig> = {
  name: 'dispatch',
  module: DispatchModule,
  config: DispatchConfig,
  errors: dispatchErrors.declared,
  stateMachines: { capacity: CAPACITY_TRANSITIONS, allocation: ALLOCATION_TRANSITIONS },
  lists: [
    ALLOCATIONS,
    CAPACITY_HOLDS,
    CONFLICTS,
    BRANCH_TIMELINE,
    RELOCATIONS,
    DRIVES,
    REFUSED_WISHES,
    DISPATCH_PLANS,
    WHAT_IFS,
  ],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Dispatch',
  description: 'Capacity and allocations: which vehicle serves which reservation, where and when.',
};
