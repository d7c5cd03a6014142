import { customerRegisteredV1, customerVerifiedV1 } from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import { publication, type Publication } from '../publication';
import type { CustomerEvent } from './customer';

/** What the other services learn: that a customer exists and was verified; nothing personal, no blacklist. */
export function publishCustomer(event: CustomerEvent): Publication | undefined {
  switch (event.type) {
    case 'CustomerRegistered': {
      const { customerId, profile, at } = event;
      return publication(customerRegisteredV1, {
        customerId,
        tier: profile.tier,
        ...(profile.origin && { origin: profile.origin }),
        registeredAt: at,
      });
    }
    case 'CustomerVerified':
      return publication(customerVerifiedV1, { customerId: event.customerId, verifiedAt: event.at });
    case 'CustomerBlacklisted':
    case 'CustomerRemovedFromBlacklist':
      return undefined;
    default:
      return assertNever(event);
  }
}
