import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Fields } from '@houtai/domain-kit';
import { SecretBox } from '@houtai/service-host';
import { ordersErrors } from '../orders.errors';
import type { Customer, CustomerCommand, CustomerEvent, CustomerProfile } from './customer';
import { customer } from './customer.aggregate';
import {
  COLUMNS,
  documentIndex,
  toCustomer,
  toCustomerRow,
  type CustomerRow,
  type KnownCustomer,
} from './customer.row';

export type StoredCustomer = Stored<Customer>;

@Injectable()
export class CustomerStore extends AggregateStore<CustomerCommand, Customer, CustomerEvent, CustomerRow> {
  constructor(
    platform: AggregatePlatform,
    private readonly box: SecretBox,
  ) {
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

  /** From here to the end of the transaction a partner's request reaches whoever has this document. */
  async present(document: CustomerProfile['idDocument']): Promise<void> {
    const text = `select set_config('houtai.document', $1, true)`;
    await this.platform.unitOfWork.sql.write(text, [documentIndex(document, this.box)]);
  }

  /** The customer with this document, undefined when nobody has it. */
  async findByDocument(document: CustomerProfile['idDocument']): Promise<StoredCustomer | undefined> {
    return this.find(['t.id_document_index = $1', documentIndex(document, this.box)]);
  }
}
