import { Injectable } from '@nestjs/common';
import type { Actor } from '@houtai/service-host';
import { refuse } from '../orders.errors';
import { PartnerCustomers } from '../partners/partner-customers.queries';
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

  /** The customer is named by what the partner knows them by. */
  private async ofPartner(
    { customerId: partnerCustomerId, reference, ...wish }: PartnerSubmitReservationRequest,
    partnerId: string,
  ): Promise<StoredReservation> {
    const customerId = await this.customers.customerOf(partnerId, partnerCustomerId);
    const ofPartner = { partnerId, partnerCustomerId, ...(reference !== undefined && { reference }) };
    return this.intake.submit(wish, { customerId, channel: 'partner', ofPartner });
  }
}
