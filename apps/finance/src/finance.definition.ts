import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { FinanceConfig } from './finance.config';
import { financeErrors } from './finance.errors';
import { FinanceModule } from './finance.module';
import { HOLDS } from './holds/hold.list';
import { ACCOUNTS } from './ledger/account.list';
import { ENTRIES } from './ledger/entry.list';
import { PARTNER_SETTLEMENTS } from './partner-settlements/partner-settlement.list';
import { PAYMENTS } from './payments/payment.list';
import { PERIODS } from './periods/period.list';
import { PROPOSALS } from './proposals/proposal.list';
import { RECEIVABLES } from './receivables/receivable.list';

export const financeDefinition: ServiceOptions<FinanceConfig> = {
  name: 'finance',
  module: FinanceModule,
  config: FinanceConfig,
  errors: financeErrors.declared,
  lists: [PARTNER_SETTLEMENTS, ACCOUNTS, ENTRIES, PERIODS, RECEIVABLES, HOLDS, PAYMENTS, PROPOSALS],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Finance',
  description: 'The ledger, deposits held, receivables and payments. Amounts are whole fen of CNY.',
};
