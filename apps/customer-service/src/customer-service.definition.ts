import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { COMPLAINT_TRANSITIONS } from './complaints/complaint.transitions';
import { CustomerServiceConfig } from './customer-service.config';
import { customerServiceErrors } from './customer-service.errors';
import { CustomerServiceModule } from './customer-service.module';
import { COMPLAINTS } from './complaints/complaint.list';
import { SURVEYS } from './surveys/survey.list';

export const customerServiceDefinition: ServiceOptions<CustomerServiceConfig> = {
  name: 'customer-service',
  module: CustomerServiceModule,
  config: CustomerServiceConfig,
  errors: customerServiceErrors.declared,
  stateMachines: { complaint: COMPLAINT_TRANSITIONS },
  lists: [COMPLAINTS, SURVEYS],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Customer service',
  description: 'Surveys after rentals with CSAT and NPS, and complaints with their service level.',
};
