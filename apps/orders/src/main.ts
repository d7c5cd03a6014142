import { startService } from '@houtai/service-host';
import { ordersDefinition } from './orders.definition';

void startService(ordersDefinition);
