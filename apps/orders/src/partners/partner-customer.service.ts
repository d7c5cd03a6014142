import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { CustomerStore, type StoredCustomer } from '../customers/customer.store';
import { claimOf, type ClaimedProfile } from './claim';
import { PartnerCustomerStore } from './partner-customer.store';

/** Both ids of a customer: the house's own, and what the partner knows them by. */
export interface KnownToPartner {
  customerId: string;
  partnerCustomerId: string;
}

/** Takes in whom partners bring. */
@Injectable()
export class PartnerCustomers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: CustomerStore,
    private readonly links: PartnerCustomerStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Finds or registers the customer with this document. The partner gets an id of its own either way, so that it cannot
   * tell which it was; who is known stays as known.
   */
  takeIn(partnerId: string, said: ClaimedProfile, textVersion: string): Promise<KnownToPartner> {
    const at = this.clock.now();
    return this.unitOfWork.run(async () => {
      await this.customers.present(said.idDocument);
      const { customerId, profile } = (await this.findOrRegister(said, at)).state;
      const partnerCustomerId = await this.links.link(partnerId, customerId, this.ids.next(), at);
      await this.links.keepClaim(partnerCustomerId, claimOf(said, profile), at);
      await this.links.keepConsent(partnerCustomerId, textVersion, at);
      return { customerId, partnerCustomerId };
    });
  }

  private async findOrRegister(said: ClaimedProfile, at: Instant): Promise<StoredCustomer> {
    const known = await this.customers.findByDocument(said.idDocument);
    if (known) return this.asIfNew(known);
    const profile = { ...said, tier: 'standard' } as const;
    const command = { type: 'RegisterCustomer', customerId: this.ids.next(), profile, at } as const;
    try {
      return await this.unitOfWork.attempt(() => this.customers.create(command));
    } catch (error) {
      // Somebody registered the same person meanwhile: then they are known. To say so would tell the partner.
      const winner = isTaken(error) ? await this.customers.findByDocument(said.idDocument) : undefined;
      if (winner) return winner;
      throw error;
    }
  }

  /** Makes the round trips that a registration makes, so that the time of an answer does not tell who was known. */
  private asIfNew(known: StoredCustomer): Promise<StoredCustomer> {
    return this.unitOfWork.attempt(() => Promise.resolve(known));
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'customer-exists';
}
