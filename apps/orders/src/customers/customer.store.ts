import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Fields } from '@houtai/domain-kit';
import { SecretBox } from '@houtai/service-host';
import { ordersErrors } from '../orders.errors';
import type { Customer, CustomerCommand, CustomerEvent } from './customer';
import { customer } from './customer.aggregate';
import { COLUMNS, toCustomer, toCustomerRow, type CustomerRow, type KnownCustomer } from './customer.row';

export type StoredCustomer = Stored<Customer>;

@Injectable()
export class CustomerStore extends AggregateStore<CustomerCommand, Customer, CustomerEvent, CustomerRow> {
  constructor(platform: AggregatePlatform, box: SecretBox) {
    const table = {
      name: 'customer',
      id: 'customer_id',
      columns: COLUMNS,
      toState: (row: Fields<CustomerRow>) => toCustomer(row, box),
      toRow: (state: KnownCustomer) => toCustomerRow(state, box),
      refusals: { customer_one_per_document: () => ordersErrors.error('customer-exists') },
    };
    super(customer, table, platform);
  }
}
