import {
  IsClassCode,
  IsId,
  IsInstant,
  IsNested,
  IsOneOf,
  IsText,
  MayBeAbsent,
  IsDayOrInstant,
  SortedFilter,
  IsReservationNumber,
  sampleId,
} from '@houtai/service-host';
import { IsReference } from '../partners/reference.dto';
import { PartnerCustomerBody } from '../partners/partner-customer.dto';
import { CHANNELS } from './channels';
import { RESERVATION_STATUSES, type Channel, type ReservationStatus } from './reservation';

export class StopBody {
  @IsId({ description: 'Branch' })
  branchId: string;

  @IsInstant({ example: '2027-03-01T10:00:00+08:00' })
  at: string;
}

/** Three days after the example of the pick-up. */
const RETURN = { example: { branchId: sampleId('branchId'), at: '2027-03-04T10:00:00+08:00' } };

export class QuoteRequest {
  @IsClassCode({ description: 'Vehicle class', example: 'compact' })
  classCode: string;

  @IsNested(StopBody)
  pickUp: StopBody;

  @IsNested(StopBody, RETURN)
  return: StopBody;
}

export class SubmitReservationRequest extends QuoteRequest {
  @IsId()
  customerId: string;

  @IsOneOf(CHANNELS, { description: 'How the wish came in; each role has its own', example: 'web' })
  channel: Channel;
}

/** Channel and owner follow from who sends it. */
export class PartnerSubmitReservationRequest extends QuoteRequest {
  @MayBeAbsent()
  @IsId({ description: 'What you know a customer by whom you brought before; instead of `customer`' })
  customerId?: string;

  @MayBeAbsent()
  @IsNested(PartnerCustomerBody, { description: 'Who is to drive; instead of `customerId`' })
  customer?: PartnerCustomerBody;

  @MayBeAbsent()
  @IsReference('Your own number of the booking, unique among yours')
  reference?: string;
}

/** What is left out stays as it is. */
export class ChangeReservationRequest {
  @MayBeAbsent()
  @IsClassCode({ description: 'Vehicle class', example: 'suv' })
  classCode?: string;

  @MayBeAbsent()
  @IsNested(StopBody)
  pickUp?: StopBody;

  @MayBeAbsent()
  @IsNested(StopBody, RETURN)
  return?: StopBody;
}

export class CancelReservationRequest {
  @IsOneOf(['customer', 'company'], {
    description:
      'Who withdraws; the company does so at its own cost: for that it takes `reservations:withdraw`',
  })
  reason: 'customer' | 'company';

  @MayBeAbsent()
  @IsText(500, { description: 'Why; the company has to say it', example: 'The flight was cancelled' })
  note?: string;
}

/** A partner withdraws as its customer; the company's cost is the company's decision. */
export class PartnerCancelReservationRequest {
  @IsOneOf(['customer'], { required: false, default: 'customer', description: 'Who withdraws' })
  reason = 'customer' as const;

  @MayBeAbsent()
  @IsText(500, { description: 'Why', example: 'The flight was cancelled' })
  note?: string;
}

export class RejectReservationRequest {
  @IsText(500, { example: 'The account of the company is closed' })
  reason: string;
}

export class ReservationFilter extends SortedFilter('-id', 'pickUpAt') {
  @MayBeAbsent()
  @IsOneOf(RESERVATION_STATUSES)
  status?: ReservationStatus;

  @MayBeAbsent()
  @IsReservationNumber('The one with this number')
  number?: string;

  @MayBeAbsent()
  @IsId()
  customerId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Made by this partner' })
  partnerId?: string;

  @MayBeAbsent()
  @IsReference('Number of the booking at the partner')
  reference?: string;

  @MayBeAbsent()
  @IsId({ description: 'To be picked up at this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Picked up at or after' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Picked up before' })
  to?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'The same as `from`' })
  pickUpFrom?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'The same as `to`' })
  pickUpTo?: string;
}
