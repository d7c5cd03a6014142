import { customerRegisteredV1, customerVerifiedV1, fact } from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import type { CustomerEvent } from './customer';

/** What the other services learn: that a customer exists and was verified; nothing personal, no blacklist. */
export function publishCustomer(event: CustomerEvent): Fact | undefined {
  switch (event.type) {
    case 'CustomerRegistered': {
      const { customerId, profile, at } = event;
      return fact(customerRegisteredV1, {
        customerId,
        tier: profile.tier,
        ...(profile.origin && { origin: profile.origin }),
        registeredAt: at,
      });
    }
    case 'CustomerVerified':
      return fact(customerVerifiedV1, { customerId: event.customerId, verifiedAt: event.at });
    case 'CustomerBlacklisted':
    case 'CustomerRemovedFromBlacklist':
      return undefined;
    default:
      return assertNever(event);
  }
}
