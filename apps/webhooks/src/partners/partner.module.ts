import { Module } from '@nestjs/common';
import { DeliveryModule } from '../deliveries/delivery.module';
import { PartnerStandingStore } from './partner-standing.store';
import { PriceGroupStore } from './price-group.store';
import { WhenContractSays } from './when-contract-says.consumer';
import { WhenPartnerStandsOtherwise } from './when-partner-stands-otherwise.consumer';

@Module({
  imports: [DeliveryModule],
  controllers: [WhenContractSays, WhenPartnerStandsOtherwise],
  providers: [PartnerStandingStore, PriceGroupStore],
})
export class PartnerModule {}
