import { startService } from '@houtai/service-host';
import { financeDefinition } from './finance.definition';

void startService(financeDefinition);
