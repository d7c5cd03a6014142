import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { ABSENCE_TRANSITIONS } from './absences/absence.transitions';
import { FleetConfig } from './fleet.config';
import { fleetErrors } from './fleet.errors';
import { FleetModule } from './fleet.module';
import { ABSENCES } from './absences/absence.list';
import { BRANCHES } from './branches/branch.list';
import { VEHICLE_CLASSES } from './vehicle-classes/vehicle-class.list';
import { TestHelperModule } from './test-helpers/test-helper.module';
import { VEHICLES, VEHICLE_HISTORY } from './vehicles/vehicle.list';

export const fleetDefinition: ServiceOptions<FleetConfig> = {
  name: 'fleet',
  module: FleetModule,
  testRealm: { module: TestHelperModule },
  config: FleetConfig,
  errors: fleetErrors.declared,
  stateMachines: { absence: ABSENCE_TRANSITIONS },
  lists: [BRANCHES, VEHICLE_CLASSES, VEHICLES, VEHICLE_HISTORY, ABSENCES],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Fleet',
  description: 'Branches, vehicle classes and vehicles with their papers: fit, legal, well-kept vehicles.',
};
