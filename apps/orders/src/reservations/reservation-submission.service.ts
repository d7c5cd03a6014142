import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { faultOf, type Actor, type LocalFault } from '@houtai/service-host';
import { documentFaults } from '../customers/document-faults';
import { refuse } from '../orders.errors';
import type { PartnerCustomerBody } from '../partners/partner-customer.dto';
import { PartnerCustomers, type KnownToPartner } from '../partners/partner-customer.service';
import { PartnerCustomerStore } from '../partners/partner-customer.store';
import { channelsOf } from './channels';
import { ReservationIntake } from './reservation-intake.service';
import { PartnerSubmitReservationRequest, SubmitReservationRequest } from './reservation-requests.dto';
import type { StoredReservation } from './reservation.store';

/** Who books, for whom and through which channel: of the identity, never of the body. */
@Injectable()
export class ReservationSubmission {
  constructor(
    private readonly intake: ReservationIntake,
    private readonly customers: PartnerCustomers,
    private readonly links: PartnerCustomerStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  submit(
    request: SubmitReservationRequest | PartnerSubmitReservationRequest,
    { partnerId, roles }: Actor,
  ): Promise<StoredReservation> {
    if (request instanceof SubmitReservationRequest) return this.ofHouse(request, roles);
    if (partnerId === undefined) throw new Error('a body of partners came from nobody’s partner');
    return this.ofPartner(request, partnerId);
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
    { customerId: known, customer: brought, reference, ...wish }: PartnerSubmitReservationRequest,
    partnerId: string,
  ): Promise<StoredReservation> {
    const customerFaults = customerFaultsOf(known, brought);
    if (customerFaults.length > 0) {
      return this.intake.submit(wish, { customerFaults, channel: 'partner' });
    }
    return this.unitOfWork.run(async () => {
      const { customerId, partnerCustomerId } = brought
        ? await this.takeIn(partnerId, brought)
        : await this.find(partnerId, known);
      const ofPartner = { partnerId, partnerCustomerId, ...(reference !== undefined && { reference }) };
      return this.intake.submit(wish, { customerId, channel: 'partner', ofPartner });
    });
  }

  private takeIn(partnerId: string, { consent, ...profile }: PartnerCustomerBody): Promise<KnownToPartner> {
    return this.customers.takeIn(partnerId, profile, consent.textVersion);
  }

  private async find(
    partnerId: string,
    partnerCustomerId = '',
  ): Promise<Partial<KnownToPartner> & NamedByPartner> {
    return { customerId: await this.links.customerOf(partnerId, partnerCustomerId), partnerCustomerId };
  }
}

type NamedByPartner = Pick<KnownToPartner, 'partnerCustomerId'>;

/** What is wrong with how a partner names the customer, all at once. */
function customerFaultsOf(known: string | undefined, brought: PartnerCustomerBody | undefined): LocalFault[] {
  if ((known === undefined) === (brought === undefined)) return [ONE_CUSTOMER];
  if (!brought) return [];
  return documentFaults({ ...brought, tier: 'standard' }).map(({ field, rule, message: { en, zh } }) => ({
    field: `customer.${field}`,
    rule,
    message: { en: `customer.${en}`, zh: `customer.${zh}` },
  }));
}

const ONE_CUSTOMER = faultOf(
  'customer',
  'one-customer',
  'or customerId must be there, and not both',
  '与 customerId 必须且只能提供其一',
);
