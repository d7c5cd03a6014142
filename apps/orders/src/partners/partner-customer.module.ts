import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { CustomerModule } from '../customers/customer.module';
import { PartnerCustomerController } from './partner-customer.controller';
import { PartnerCustomers } from './partner-customer.service';
import { PartnerCustomerStore, SEALED_CLAIM } from './partner-customer.store';

@Module({
  imports: [CustomerModule],
  controllers: [PartnerCustomerController],
  providers: [PartnerCustomerStore, PartnerCustomers, ...sealAnew(SEALED_CLAIM)],
  exports: [PartnerCustomerStore, PartnerCustomers],
})
export class PartnerCustomerModule {}
