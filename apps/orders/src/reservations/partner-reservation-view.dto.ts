import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NEUTRAL_REASONS, neutralReasons, type NeutralRule } from '@houtai/event-catalogue';
import { ApiFen, ApiReservationNumber } from '@houtai/service-host';
import { PriceView } from '../pricing/price.dto';
import { RESERVATION_STATUSES, type ReservationStatus, type Taken } from './reservation';
import {
  ApiHandoverConditions,
  ChangeView,
  ReservationTimestamps,
  WishView,
  changeView,
  conditionsOf,
  timestampsOf,
  toldReasons,
  type ReservationView,
} from './reservation-view.dto';
import type { StoredReservation } from './reservation.store';

const NEUTRAL_RULES = Object.keys(NEUTRAL_REASONS) as NeutralRule[];

/** As much of a refusal as a partner learns. */
export class NeutralReasonView {
  @ApiProperty({ enum: NEUTRAL_RULES })
  rule: string;

  @ApiProperty({ example: NEUTRAL_REASONS['customer-not-accepted'] })
  message: string;
}

export class PartnerChangeView extends ChangeView {
  @ApiPropertyOptional({ type: [NeutralReasonView] })
  declare reasons?: NeutralReasonView[];
}

export class PartnerCancellationView {
  @ApiProperty({ enum: ['customer', 'company'] })
  reason: 'customer' | 'company';

  @ApiFen('Fee by the notice given, by the shortest one if the pick-up was moved')
  feeFen: number;

  @ApiProperty({ type: 'number', description: 'Hours before the planned pick-up' })
  noticeHours: number;
}

/** A reservation as the partner that made it sees it: ids and figures, no words of staff, nothing of how somebody stands. */
export class PartnerReservationView extends WishView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiReservationNumber()
  number: string;

  @ApiProperty({ enum: RESERVATION_STATUSES })
  status: ReservationStatus;

  @ApiPropertyOptional({ description: 'Your own number of the booking' })
  reference?: string;

  @ApiProperty({ format: 'uuid', description: 'What you know the customer by' })
  customerId: string;

  @ApiHandoverConditions()
  handoverConditions?: ReservationView['handoverConditions'];

  @ApiProperty({ type: PriceView, description: 'As promised; a snapshot' })
  price: PriceView;

  @ApiPropertyOptional({ type: [NeutralReasonView], description: 'Of a rejection' })
  reasons?: NeutralReasonView[];

  @ApiPropertyOptional({ type: [WishView], description: 'What could be had instead of what was refused' })
  alternatives?: WishView[];

  @ApiPropertyOptional({ type: PartnerChangeView, description: 'The last change asked for' })
  change?: PartnerChangeView;

  @ApiPropertyOptional({ format: 'uuid' })
  agreementId?: string;

  @ApiPropertyOptional({ type: PartnerCancellationView })
  cancellation?: PartnerCancellationView;

  @ApiPropertyOptional({ type: 'integer', description: 'Of a no-show, in fen' })
  feeFen?: number;

  @ApiProperty({ type: ReservationTimestamps })
  timestamps: ReservationTimestamps;

  @ApiProperty({ type: 'integer', description: 'Also the ETag' })
  version: number;
}

export function partnerReservationView({ state, version }: StoredReservation): PartnerReservationView {
  const { reservationId, number, status, partnerCustomerId, reference, classCode, pickUp, price } = state;
  if (partnerCustomerId === undefined) throw new Error('a booking of the house was shown to a partner');
  const change = 'change' in state ? state.change : undefined;
  return {
    id: reservationId,
    number,
    status,
    ...(reference !== undefined && { reference }),
    customerId: partnerCustomerId,
    classCode,
    pickUp,
    return: state.return,
    ...conditionsOf(state),
    price,
    ...endOf(state),
    ...(change && { change: neutralChange(changeView(change)) }),
    timestamps: timestampsOf(state),
    version,
  };
}

function endOf(state: Taken): Partial<PartnerReservationView> {
  switch (state.status) {
    case 'rejected':
      return { reasons: toldReasons(neutralReasons(state.reasons)), alternatives: state.alternatives };
    case 'cancelled': {
      const { reason, feeFen, noticeHours } = state.cancellation;
      return { cancellation: { reason, feeFen, noticeHours } };
    }
    case 'no-show':
      return { feeFen: state.feeFen };
    case 'converted':
      return { agreementId: state.agreementId };
    default:
      return {};
  }
}

function neutralChange({ reasons, ...change }: ChangeView): PartnerChangeView {
  return { ...change, ...(reasons && { reasons: toldReasons(neutralReasons(reasons)) }) };
}
