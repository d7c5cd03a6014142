import { customerRegisteredV1, customerVerifiedV1, validateEvent } from '@houtai/event-catalogue';
import { at, scenariosOf, testId } from '@houtai/testing';
import type { CustomerEvent } from './customer';
import { customer } from './customer.aggregate';
import { publishCustomer } from './customer.publish';
import { sampleProfile } from '../../test/samples/sample-customer';

const customerId = testId(2);
const registered: CustomerEvent = {
  type: 'CustomerRegistered',
  customerId,
  profile: sampleProfile,
  at: at('02:00'),
};
const verified: CustomerEvent = { type: 'CustomerVerified', customerId, at: at('02:10') };
const blacklisted: CustomerEvent = {
  type: 'CustomerBlacklisted',
  customerId,
  reason: 'damage not paid',
  at: at('03:00'),
};

describe('a customer', () => {
  const { givenEvents } = scenariosOf(customer);
  const register = { type: 'RegisterCustomer', customerId, profile: sampleProfile, at: at('02:00') } as const;
  const verify = { type: 'VerifyCustomer', at: at('02:10') } as const;
  const blacklist = { type: 'BlacklistCustomer', reason: 'damage not paid', at: at('03:00') } as const;
  const remove = { type: 'RemoveFromBlacklist', at: at('04:00') } as const;

  it('registers once', () => {
    givenEvents().when(register).thenEvents(registered);
    givenEvents(registered).when(register).thenError('customer-exists');
  });

  it('is verified once', () => {
    givenEvents(registered).when(verify).thenEvents(verified);
    givenEvents(registered, verified).when(verify).thenError('customer-already-verified');
  });

  it('goes on the blacklist and comes off it, verified as before', () => {
    givenEvents(registered, verified).when(blacklist).thenEvents(blacklisted);
    givenEvents(registered, blacklisted)
      .when(blacklist)
      .thenError('customer-already-blacklisted', { reason: 'damage not paid' });
    givenEvents(registered, verified, blacklisted)
      .when(remove)
      .thenState({ status: 'verified', blacklisted: undefined });
    givenEvents(registered).when(remove).thenError('customer-not-blacklisted');
  });

  it.each([verify, blacklist, remove])('must be registered before $type', (command) => {
    givenEvents().when(command).thenError('customer-not-registered');
  });

  it('tells the others that it exists, and nothing personal', () => {
    const told = publishCustomer(registered);
    expect(told).toEqual({
      event: customerRegisteredV1,
      data: { customerId, tier: 'standard', origin: 'CN', registeredAt: at('02:00') },
    });
    expect(validateEvent(customerRegisteredV1.type, told?.data)).toEqual([]);
    expect(publishCustomer(verified)?.event).toBe(customerVerifiedV1);
    expect(publishCustomer(blacklisted)).toBeUndefined();
  });
});
