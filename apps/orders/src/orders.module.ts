import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { AgreementModule } from './agreements/agreement.module';
import { CustomerModule } from './customers/customer.module';
import { PricingModule } from './pricing/pricing.module';
import { ReferenceDataModule } from './reference-data/reference-data.module';
import { ReservationModule } from './reservations/reservation.module';

@Module({
  imports: [
    AggregateModule,
    ReferenceDataModule,
    CustomerModule,
    PricingModule,
    ReservationModule,
    AgreementModule,
  ],
})
export class OrdersModule {}
