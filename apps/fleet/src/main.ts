import { startService } from '@houtai/service-host';
import { fleetDefinition } from './fleet.definition';

void startService(fleetDefinition);
