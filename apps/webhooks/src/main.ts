import { startService } from '@houtai/service-host';
import { webhooksDefinition } from './webhooks.definition';

void startService(webhooksDefinition);
