import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { ABSENCE_TRANSITIONS } from './absences/absence.transitions';
import { FleetConfig } from './fleet.config';
import { fleetErrors } from './fleet.errors';
import { FleetModule } from './fleet.module';

export const fleetDefinition: ServiceOptions<FleetConfig> = {
  name: 'fleet',
  module: FleetModule,
  config: FleetConfig,
  errors: fleetErrors.declared,
  stateMachines: { absence: ABSENCE_TRANSITIONS },
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Fleet',
  description: 'Branches, vehicle classes and vehicles with their papers: fit, legal, well-kept vehicles.',
};
