import { startService } from '@houtai/service-host';
import { gatewayDefinition } from './gateway.definition';

void startService(gatewayDefinition);
