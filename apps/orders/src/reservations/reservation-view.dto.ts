import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { toldReason, type GatePoint } from '@houtai/event-catalogue';
import { ApiFen, readerLanguage, ApiReservationNumber } from '@houtai/service-host';
import { PriceView } from '../pricing/price.dto';
import {
  RESERVATION_STATUSES,
  type Change,
  type Channel,
  type RefusedHandover,
  type ReservationStatus,
  type Taken,
} from './reservation';
import { ofPartner } from '../partners/of-partner';
import { CHANNELS } from './channels';
import { StopBody } from './reservation-requests.dto';
import type { StoredReservation } from './reservation.store';

export class ReasonView {
  @ApiProperty({ description: 'Rule that is broken', example: 'minimum-age' })
  rule: string;

  @ApiProperty({
    description: 'In the language of `Accept-Language`',
    example: 'The driver must be 18 at pick-up for class compact',
  })
  message: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'What the message tells, for programs',
    example: { minimumAge: 18, classCode: 'compact' },
  })
  facts?: Readonly<Record<string, string | number>>;
}

export class WishView {
  @ApiProperty({ example: 'compact' })
  classCode: string;

  @ApiProperty({ type: StopBody })
  pickUp: StopBody;

  @ApiProperty({ type: StopBody })
  return: StopBody;
}

export class ChangeView extends WishView {
  @ApiProperty({ format: 'uuid' })
  changeId: string;

  @ApiProperty({ enum: ['pending', 'accepted', 'refused'] })
  status: 'pending' | 'accepted' | 'refused';

  @ApiProperty({ type: PriceView })
  price: PriceView;

  @ApiFen('New total less old total')
  differenceFen: number;

  @ApiPropertyOptional({ type: [ReasonView] })
  reasons?: ReasonView[];

  @ApiProperty({ format: 'date-time' })
  requestedAt: string;
}

export class CancellationView {
  @ApiProperty({ enum: ['customer', 'company'] })
  reason: 'customer' | 'company';

  @ApiPropertyOptional({ description: 'Why, in words' })
  note?: string;

  @ApiFen('Fee by the notice given, by the shortest one if the pick-up was moved')
  feeFen: number;

  @ApiProperty({ type: 'number', description: 'Hours before the planned pick-up' })
  noticeHours: number;
}

export class GatePointView extends ReasonView {
  @ApiProperty({ enum: ['vehicle', 'customer', 'time', 'inspection'], description: 'What has to be mended' })
  concerns: GatePoint['concerns'];
}

export class RefusedHandoverView {
  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty({ type: [GatePointView] })
  points: GatePointView[];

  @ApiProperty({ format: 'date-time' })
  at: string;
}

/** Rules that are looked at when the vehicle is handed over, and were not before. */
const HANDOVER_CONDITIONS = ['identity-verified'] as const;
type HandoverCondition = (typeof HANDOVER_CONDITIONS)[number];

export function ApiHandoverConditions(): PropertyDecorator {
  return ApiPropertyOptional({
    isArray: true,
    enum: HANDOVER_CONDITIONS,
    description:
      'What the vehicle is handed over on: `identity-verified` when by the contract of the partner the customer’s ' +
      'identity and driving licence are looked at then',
  });
}

/** The same whoever the customer is, and whatever the house knows of them. */
export function conditionsOf(state: Taken): { handoverConditions?: HandoverCondition[] } {
  const isAhead = state.status === 'submitted' || state.status === 'confirmed' || state.status === 'ready';
  return isAhead && state.identityAtPickUp ? { handoverConditions: [...HANDOVER_CONDITIONS] } : {};
}

export class ReservationTimestamps {
  @ApiProperty({ format: 'date-time' })
  submittedAt: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Without an answer by then it expires' })
  holdExpiresAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  confirmedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readiedAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Converted, or ended otherwise' })
  endedAt?: string;
}

export class ReservationView extends WishView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiReservationNumber()
  number: string;

  @ApiProperty({ enum: RESERVATION_STATUSES })
  status: ReservationStatus;

  @ApiProperty({ format: 'uuid' })
  customerId: string;

  @ApiProperty({ enum: CHANNELS })
  channel: Channel;

  @ApiPropertyOptional({ format: 'uuid', description: 'Partner that made it' })
  partnerId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'What the partner knows the customer by' })
  partnerCustomerId?: string;

  @ApiPropertyOptional({ description: 'Number of the booking at the partner' })
  reference?: string;

  @ApiPropertyOptional({ description: 'Price group of the partner’s contract that it was priced by' })
  priceGroup?: string;

  @ApiHandoverConditions()
  handoverConditions?: HandoverCondition[];

  @ApiProperty({ type: PriceView, description: 'As promised; a snapshot' })
  price: PriceView;

  @ApiPropertyOptional({
    type: [ReasonView],
    description: 'Of a rejection; while a partner’s wish is `submitted` of the one to come',
  })
  reasons?: ReasonView[];

  @ApiPropertyOptional({ type: [WishView], description: 'What could be had instead of what was refused' })
  alternatives?: WishView[];

  @ApiPropertyOptional({ type: ChangeView, description: 'The last change asked for' })
  change?: ChangeView;

  @ApiPropertyOptional({ format: 'uuid', description: 'Vehicle bound to it' })
  vehicleId?: string;

  @ApiPropertyOptional({ type: RefusedHandoverView, description: 'The last handover that was refused' })
  refusedHandover?: RefusedHandoverView;

  @ApiPropertyOptional({ format: 'uuid' })
  agreementId?: string;

  @ApiPropertyOptional({ type: CancellationView })
  cancellation?: CancellationView;

  @ApiPropertyOptional({ type: 'integer', description: 'Of a no-show, in fen' })
  feeFen?: number;

  @ApiProperty({ type: ReservationTimestamps })
  timestamps: ReservationTimestamps;

  @ApiProperty({ type: 'integer', description: 'Also the ETag' })
  version: number;
}

export class HistoryEntryView {
  @ApiProperty({ example: 'ReservationConfirmed' })
  type: string;

  @ApiProperty({ enum: RESERVATION_STATUSES, description: 'Status after it' })
  status: ReservationStatus;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who did it; null for the system' })
  actor: string | null;

  @ApiProperty({ type: 'integer', description: 'Version after it' })
  version: number;

  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Record<string, unknown>;
}

export class HistoryView {
  @ApiProperty({ type: [HistoryEntryView], description: 'Oldest first' })
  items: HistoryEntryView[];
}

export function reservationView({ state, version }: StoredReservation): ReservationView {
  const { reservationId, number, status, customerId, channel, classCode, pickUp, price } = state;
  return {
    id: reservationId,
    number,
    status,
    customerId,
    channel,
    ...ofPartner(state),
    ...(state.priceGroup !== undefined && { priceGroup: state.priceGroup }),
    classCode,
    pickUp,
    return: state.return,
    ...conditionsOf(state),
    price,
    ...endOf(state),
    ...('change' in state && state.change && { change: changeView(state.change) }),
    ...('binding' in state && { vehicleId: state.binding.vehicleId }),
    ...('refusedHandover' in state && state.refusedHandover && refusedView(state.refusedHandover)),
    timestamps: timestampsOf(state),
    version,
  };
}

export function timestampsOf(state: Taken): ReservationTimestamps {
  return {
    submittedAt: state.submittedAt,
    ...(state.status === 'submitted' && { holdExpiresAt: state.holdExpiresAt }),
    ...('confirmedAt' in state && state.confirmedAt && { confirmedAt: state.confirmedAt }),
    ...(state.status === 'ready' && { readiedAt: state.readiedAt }),
    ...('endedAt' in state && { endedAt: state.endedAt }),
  };
}

function endOf(state: Taken): Partial<ReservationView> {
  if (state.status === 'submitted') return state.unsaid ? { reasons: toldReasons(state.unsaid) } : {};
  if (state.status === 'rejected')
    return { reasons: toldReasons(state.reasons), alternatives: state.alternatives };
  if (state.status === 'cancelled') return { cancellation: state.cancellation };
  if (state.status === 'no-show') return { feeFen: state.feeFen };
  if (state.status === 'converted') return { agreementId: state.agreementId };
  return {};
}

function refusedView({ vehicleId, points, at }: RefusedHandover): Partial<ReservationView> {
  return { refusedHandover: { vehicleId, points: toldReasons(points), at } };
}

export function changeView(change: Change): ChangeView {
  const { changeId, status, terms, differenceFen, reasons, requestedAt } = change;
  const { classCode, pickUp, return: dropOff, price } = terms;
  const shown = { classCode, pickUp, return: dropOff, price };
  return {
    changeId,
    status,
    ...shown,
    differenceFen,
    ...(reasons && { reasons: toldReasons(reasons) }),
    requestedAt,
  };
}

/** As the reader of the answer is told them. */
export function toldReasons<Reason extends ReasonView>(reasons: readonly Reason[]): Reason[] {
  return reasons.map((reason) => toldReason(reason, readerLanguage()));
}
