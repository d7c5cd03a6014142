import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { FinanceConfig } from './finance.config';
import { financeErrors } from './finance.errors';
import { FinanceModule } from './finance.module';

export const financeDefinition: ServiceOptions<FinanceConfig> = {
  name: 'finance',
  module: FinanceModule,
  config: FinanceConfig,
  errors: financeErrors.declared,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Finance',
  description: 'The ledger, deposits held, receivables and payments. Amounts are whole fen of CNY.',
};
