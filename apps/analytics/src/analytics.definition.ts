import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { AnalyticsConfig } from './analytics.config';
import { analyticsErrors } from './analytics.errors';
import { AnalyticsModule } from './analytics.module';

export const analyticsDefinition: ServiceOptions<AnalyticsConfig> = {
  name: 'analytics',
  module: AnalyticsModule,
  config: AnalyticsConfig,
  errors: analyticsErrors.declared,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Analytics',
  description: 'Every event collected, the numbers made of them, and the reports published.',
};
