import { startService } from '@houtai/service-host';
import { dispatchDefinition } from './dispatch.definition';

void startService(dispatchDefinition);
