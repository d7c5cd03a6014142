import { Module } from '@nestjs/common';
import { DeliveryModule } from '../deliveries/delivery.module';
import { PartnerStandingStore } from './partner-standing.store';
import { WhenPartnerStandsOtherwise } from './when-partner-stands-otherwise.consumer';

@Module({
  imports: [DeliveryModule],
  controllers: [WhenPartnerStandsOtherwise],
  providers: [PartnerStandingStore],
})
export class PartnerModule {}
