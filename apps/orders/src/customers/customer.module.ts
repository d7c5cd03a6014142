import { Module } from '@nestjs/common';
import { CustomerController } from './customer.controller';
import { CustomerQueries } from './customer.queries';
import { CustomerStore } from './customer.store';

@Module({ controllers: [CustomerController], providers: [CustomerStore, CustomerQueries] })
export class CustomerModule {}
