import {
  IsClassCode,
  IsId,
  IsInstant,
  IsNested,
  IsOneOf,
  IsText,
  MayBeAbsent,
  PageFilter,
} from '@houtai/service-host';
import { RESERVATION_STATUSES, type Channel, type ReservationStatus } from './reservation';

export const CHANNELS = [
  'call-centre',
  'web',
  'app',
  'partner',
  'corporate',
  'walk-in',
] as const satisfies Channel[];

export class StopBody {
  @IsId({ description: 'Branch' })
  branchId: string;

  @IsInstant({ example: '2027-03-01T10:00:00+08:00' })
  at: string;
}

export class QuoteRequest {
  @IsClassCode({ description: 'Vehicle class', example: 'compact' })
  classCode: string;

  @IsNested(StopBody)
  pickUp: StopBody;

  @IsNested(StopBody)
  return: StopBody;
}

export class SubmitReservationRequest extends QuoteRequest {
  @IsId()
  customerId: string;

  @IsOneOf(CHANNELS, { description: 'How the wish came in', example: 'web' })
  channel: Channel;
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
  @IsNested(StopBody)
  return?: StopBody;
}

export class CancelReservationRequest {
  @IsOneOf(['customer', 'company'], {
    description:
      'Who withdraws; the company does so at its own cost: for that it takes `reservations:withdraw`',
  })
  reason: 'customer' | 'company';

  @MayBeAbsent()
  @IsText(500, { description: 'Why; the company has to say it', example: 'The branch is flooded' })
  note?: string;
}

export class RejectReservationRequest {
  @IsText(500, { example: 'The account of the company is closed' })
  reason: string;
}

export class ReservationFilter extends PageFilter {
  @MayBeAbsent()
  @IsOneOf(RESERVATION_STATUSES)
  status?: ReservationStatus;

  @MayBeAbsent()
  @IsId()
  customerId?: string;

  @MayBeAbsent()
  @IsInstant({ description: 'Picked up at or after' })
  pickUpFrom?: string;

  @MayBeAbsent()
  @IsInstant({ description: 'Picked up before' })
  pickUpTo?: string;
}
