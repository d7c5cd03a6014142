import { Module } from '@nestjs/common';
import { ReservationNumbersModule } from '@houtai/service-host';
import { HoldStore } from '../holds/hold.store';
import { PeriodClosing } from '../periods/period-closing.store';
import { PeriodController } from '../periods/period.controller';
import { PeriodQueries } from '../periods/period.queries';
import { PeriodStore } from '../periods/period.store';
import { PeriodsAhead } from '../periods/periods-ahead.service';
import { ReceivableController } from '../receivables/receivable.controller';
import { ReceivableQueries } from '../receivables/receivable.queries';
import { ReceivableStore } from '../receivables/receivable.store';
import { AccountController } from './account.controller';
import { AccountQueries } from './account.queries';
import { ChartStore } from './chart.store';
import { EntryController } from './entry.controller';
import { EntryQueries } from './entry.queries';
import { EntryStore } from './entry.store';
import { Ledger } from './ledger.service';
import { ManualPosting } from './manual-posting.service';
import { PostingDay } from './posting-day.service';
import { ReversedHolds } from './reversed-holds.service';
import { PostingStore } from './posting.store';
import { TrialBalanceController } from './trial-balance.controller';
import { TrialBalanceQueries } from './trial-balance.queries';

/** The ledger with its periods and the receivables that it projects. */
@Module({
  imports: [ReservationNumbersModule],
  controllers: [
    AccountController,
    EntryController,
    PeriodController,
    ReceivableController,
    TrialBalanceController,
  ],
  providers: [
    AccountQueries,
    ChartStore,
    EntryQueries,
    EntryStore,
    HoldStore,
    Ledger,
    ManualPosting,
    PeriodClosing,
    PeriodQueries,
    PeriodStore,
    PeriodsAhead,
    PostingDay,
    PostingStore,
    ReceivableQueries,
    ReceivableStore,
    ReversedHolds,
    TrialBalanceQueries,
  ],
  exports: [EntryStore, HoldStore, Ledger, ManualPosting, ReceivableStore],
})
export class LedgerModule {}
