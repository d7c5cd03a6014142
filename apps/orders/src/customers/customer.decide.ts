import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import type { Customer, CustomerCommand, CustomerEvent } from './customer';

type Known = Exclude<Customer, { status: 'none' }>;
type Of<Type> = Extract<CustomerCommand, { type: Type }>;

function register(command: Of<'RegisterCustomer'>, customer: Customer): CustomerEvent[] {
  if (customer.status !== 'none') return refuse('customer-exists');
  const { customerId, profile, at } = command;
  return [{ type: 'CustomerRegistered', customerId, profile, at }];
}

function verify({ at }: Of<'VerifyCustomer'>, { status, customerId }: Known): CustomerEvent[] {
  if (status === 'verified') return refuse('customer-already-verified');
  return [{ type: 'CustomerVerified', customerId, at }];
}

function blacklist({ reason, at }: Of<'BlacklistCustomer'>, customer: Known): CustomerEvent[] {
  if (customer.blacklisted) {
    return refuse('customer-already-blacklisted', { reason: customer.blacklisted.reason });
  }
  return [{ type: 'CustomerBlacklisted', customerId: customer.customerId, reason, at }];
}

function removeFromBlacklist({ at }: Of<'RemoveFromBlacklist'>, customer: Known): CustomerEvent[] {
  if (!customer.blacklisted) return refuse('customer-not-blacklisted');
  return [{ type: 'CustomerRemovedFromBlacklist', customerId: customer.customerId, at }];
}

export function decideCustomer(command: CustomerCommand, customer: Customer): CustomerEvent[] {
  if (command.type === 'RegisterCustomer') return register(command, customer);
  if (customer.status === 'none') return refuse('customer-not-registered');
  switch (command.type) {
    case 'VerifyCustomer':
      return verify(command, customer);
    case 'BlacklistCustomer':
      return blacklist(command, customer);
    case 'RemoveFromBlacklist':
      return removeFromBlacklist(command, customer);
    default:
      return assertNever(command);
  }
}
