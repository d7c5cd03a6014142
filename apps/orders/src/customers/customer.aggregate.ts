import type { Aggregate } from '@houtai/domain-kit';
import { evolveCustomer, type Customer, type CustomerCommand, type CustomerEvent } from './customer';
import { decideCustomer } from './customer.decide';
import { publishCustomer } from './customer.publish';

export const customer: Aggregate<CustomerCommand, Customer, CustomerEvent> = {
  name: 'customer',
  initialState: () => ({ status: 'none' }),
  decide: decideCustomer,
  evolve: evolveCustomer,
  publish: publishCustomer,
};
