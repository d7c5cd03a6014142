import { IsTimeZone } from 'class-validator';
import { DEFAULT_TIME_ZONE } from '@houtai/domain-kit';
import { FromEnv, IsDatabaseUrl, IsWholeNumber, ServiceConfig } from '@houtai/service-host';

/** Settings of finance beside those of every service. */
export class FinanceConfig extends ServiceConfig {
  /** Role `finance_sealer`: it may have entries sealed, and nothing else. */
  @FromEnv('HOUTAI_FINANCE_SEALER_URL')
  @IsDatabaseUrl()
  sealerUrl: string;

  /** Role `finance_closer`: it may have periods moved on, and nothing else. */
  @FromEnv('HOUTAI_FINANCE_CLOSER_URL')
  @IsDatabaseUrl()
  closerUrl: string;

  /** The books have one zone: it decides the business day of every posting. */
  @FromEnv('HOUTAI_FINANCE_TIME_ZONE', 'FINANCE_TIME_ZONE')
  @IsTimeZone()
  timeZone: string = DEFAULT_TIME_ZONE;

  /** Orders whose due rental days are posted by one statement. */
  @FromEnv('HOUTAI_FINANCE_ACCRUAL_BATCH', 'FINANCE_ACCRUAL_BATCH')
  @IsWholeNumber(1, 2000)
  accrualBatch: number = 200;

  /** Months after the current one that are open for postings in advance. */
  @FromEnv('HOUTAI_FINANCE_PERIODS_AHEAD', 'FINANCE_PERIODS_AHEAD')
  @IsWholeNumber(0, 24)
  periodsAhead: number = 2;

  /** Days after today that an entry may be dated on; beyond them the database refuses it. */
  @FromEnv('HOUTAI_FINANCE_POSTING_DAYS_AHEAD', 'FINANCE_POSTING_DAYS_AHEAD')
  @IsWholeNumber(0, 366)
  postingDaysAhead: number = 31;

  /** Rest of the sealer between two looks for new entries. */
  @FromEnv('HOUTAI_FINANCE_SEAL_EVERY_MS', 'FINANCE_SEAL_EVERY_MS')
  @IsWholeNumber(10, 3_600_000)
  sealEveryMs: number = 500;
}
