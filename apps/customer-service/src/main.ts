import { startService } from '@houtai/service-host';
import { customerServiceDefinition } from './customer-service.definition';

void startService(customerServiceDefinition);
