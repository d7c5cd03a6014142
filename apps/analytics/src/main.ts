import { startService } from '@houtai/service-host';
import { analyticsDefinition } from './analytics.definition';

void startService(analyticsDefinition);
