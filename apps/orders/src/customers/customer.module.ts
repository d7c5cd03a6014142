import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { CustomerController } from './customer.controller';
import { SEALED_PROFILE } from './customer.row';
import { CustomerQueries } from './customer.queries';
import { CustomerStore } from './customer.store';

@Module({
  controllers: [CustomerController],
  providers: [CustomerStore, CustomerQueries, ...sealAnew(SEALED_PROFILE)],
  exports: [CustomerStore, CustomerQueries],
})
export class CustomerModule {}
