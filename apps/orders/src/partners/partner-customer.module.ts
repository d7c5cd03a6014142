import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { CustomerModule } from '../customers/customer.module';
import { PartnerCustomerController } from './partner-customer.controller';
import { PartnerCustomers } from './partner-customer.service';
import { PartnerContractStore } from './partner-contract.store';
import { PartnerCustomerStore, SEALED_CLAIM } from './partner-customer.store';
import { WhenGatewayTellsOfPartners } from './when-gateway-tells-of-partners.consumer';

@Module({
  imports: [CustomerModule],
  controllers: [PartnerCustomerController, WhenGatewayTellsOfPartners],
  providers: [PartnerContractStore, PartnerCustomerStore, PartnerCustomers, ...sealAnew(SEALED_CLAIM)],
  exports: [PartnerContractStore, PartnerCustomerStore, PartnerCustomers],
})
export class PartnerCustomerModule {}
