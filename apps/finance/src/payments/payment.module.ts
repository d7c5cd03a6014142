import { Module } from '@nestjs/common';
import { ReservationNumbersModule } from '@houtai/service-host';
import { LedgerModule } from '../ledger/ledger.module';
import { PaymentController } from './payment.controller';
import { PaymentQueries } from './payment.queries';
import { PaymentStore } from './payment.store';

@Module({
  imports: [LedgerModule, ReservationNumbersModule],
  controllers: [PaymentController],
  providers: [PaymentQueries, PaymentStore],
})
export class PaymentModule {}
