import { Injectable } from '@nestjs/common';
import type { Price } from '@houtai/event-catalogue';
import { UnitOfWork } from '@houtai/messaging';
import { faultOf, ownerOf, type Actor, type LocalFault, type Reach } from '@houtai/service-host';
import { documentFaults } from '../customers/document-faults';
import { refuse } from '../orders.errors';
import type { PartnerCustomerBody } from '../partners/partner-customer.dto';
import { assertRoom, assertSells } from '../partners/contract';
import { PartnerContractStore } from '../partners/partner-contract.store';
import { PartnerCustomers } from '../partners/partner-customer.service';
import { PartnerCustomerStore } from '../partners/partner-customer.store';
import type { Wish } from './assess-wish';
import { channelsOf } from './channels';
import { ReservationIntake } from './reservation-intake.service';
import {
  PartnerSubmitReservationRequest,
  SubmitReservationRequest,
  type ChangeReservationRequest,
} from './reservation-requests.dto';
import type { StoredReservation } from './reservation.store';

/** Who books, for whom and through which channel: of the identity, never of the body. */
@Injectable()
export class ReservationSubmission {
  constructor(
    private readonly intake: ReservationIntake,
    private readonly customers: PartnerCustomers,
    private readonly links: PartnerCustomerStore,
    private readonly contracts: PartnerContractStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What a wish costs; a partner's by its contract, and only what that sells. */
  async quote(wish: Wish, reach: Reach): Promise<Price> {
    const owner = ownerOf(reach);
    if (owner === undefined) return this.intake.quote(wish);
    const contract = await this.contracts.of(owner);
    assertSells(contract, wish);
    return this.intake.quote(wish, contract.priceGroup);
  }

  submit(
    request: SubmitReservationRequest | PartnerSubmitReservationRequest,
    { partnerId, roles }: Actor,
  ): Promise<StoredReservation> {
    if (request instanceof SubmitReservationRequest) return this.ofHouse(request, roles);
    if (partnerId === undefined) throw new Error('a body of partners came from nobody’s partner');
    return this.ofPartner(request, partnerId);
  }

  /** Asks for other terms; a partner for those of its contract. */
  async change(
    id: string,
    reach: Reach,
    changes: ChangeReservationRequest,
    version?: number,
  ): Promise<StoredReservation> {
    const owner = ownerOf(reach);
    const contract = owner === undefined ? undefined : await this.contracts.of(owner);
    const sells = contract && ((wish: Wish) => assertSells(contract, wish));
    return this.intake.requestChange(id, reach, changes, { version, sells });
  }

  /** Refuses a channel that is none of the roles'. */
  private ofHouse(
    { customerId, channel, ...wish }: SubmitReservationRequest,
    roles: Actor['roles'],
  ): Promise<StoredReservation> {
    const allowed = channelsOf(roles);
    if (!allowed.includes(channel)) return refuse('channel-not-allowed', { channel, allowed });
    return this.intake.submit(wish, { customerId, channel });
  }

  /** Customer and reservation are taken in together, or neither. */
  private ofPartner(
    { customerId, customer, reference, ...wish }: PartnerSubmitReservationRequest,
    partnerId: string,
  ): Promise<StoredReservation> {
    const named = namedBy(customerId, customer);
    if ('faults' in named) {
      return this.intake.submit(wish, { customerFaults: named.faults, channel: 'partner' });
    }
    return this.unitOfWork.run(async () => {
      const contract = await this.contracts.of(partnerId);
      assertSells(contract, wish);
      const { mostOpenReservations: most } = contract;
      assertRoom(contract, await this.contracts.openReservations(partnerId, most));
      const known = await this.knownBy(partnerId, named);
      const { partnerCustomerId } = known;
      const ofPartner = { partnerId, partnerCustomerId, ...(reference !== undefined && { reference }) };
      const identityAtPickUp = contract.identityCheck === 'at-pick-up';
      const submission = { customerId: known.customerId, channel: 'partner', ofPartner } as const;
      const { priceGroup } = contract;
      return this.intake.submit(wish, { ...submission, priceGroup, identityAtPickUp });
    });
  }

  private async knownBy(
    partnerId: string,
    named: Brought | Linked,
  ): Promise<{ customerId?: string; partnerCustomerId: string }> {
    if ('brought' in named) {
      const { consent, ...profile } = named.brought;
      return this.customers.takeIn(partnerId, profile, consent.textVersion);
    }
    const { partnerCustomerId } = named;
    return { customerId: await this.links.customerOf(partnerId, partnerCustomerId), partnerCustomerId };
  }
}

interface Brought {
  brought: PartnerCustomerBody;
}
interface Linked {
  partnerCustomerId: string;
}

/** How a partner names the customer, or all that is wrong with it. */
function namedBy(
  partnerCustomerId: string | undefined,
  brought: PartnerCustomerBody | undefined,
): Brought | Linked | { faults: LocalFault[] } {
  if (partnerCustomerId !== undefined && !brought) return { partnerCustomerId };
  if (!brought || partnerCustomerId !== undefined) return { faults: [ONE_CUSTOMER] };
  const faults = documentFaults({ ...brought, tier: 'standard' });
  return faults.length === 0 ? { brought } : { faults: faults.map(withinCustomer) };
}

function withinCustomer({ field, rule, message: { en, zh } }: LocalFault): LocalFault {
  return { field: `customer.${field}`, rule, message: { en: `customer.${en}`, zh: `customer.${zh}` } };
}

const ONE_CUSTOMER = faultOf(
  'customer',
  'one-customer',
  'or customerId must be there, and not both',
  '与 customerId 必须且只能提供其一',
);
