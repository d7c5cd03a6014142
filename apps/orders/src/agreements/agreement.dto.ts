import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ApiFen,
  IsId,
  IsOdometer,
  IsOneOf,
  IsText,
  IsWhole,
  MayBeAbsent,
  IsDayOrInstant,
  SortedFilter,
  ApiReservationNumber,
  IsReservationKey,
  IsReservationNumber,
} from '@houtai/service-host';
import { ChargeLineView, PriceView } from '../pricing/price.dto';
import { IsReference } from '../partners/reference.dto';
import { CHANNELS } from '../reservations/channels';
import type { Channel } from '../reservations/reservation';
import { StopBody } from '../reservations/reservation-requests.dto';
import { AGREEMENT_STATUSES, type AgreementStatus } from './agreement';
import type { ListedAgreement } from './agreement.store';

export class HandoverRequest {
  @IsOdometer({ example: 1_200 })
  odometerKm: number;

  @IsWhole(0, 100, { description: 'Tank or battery', example: 100 })
  fuelPercent: number;

  @MayBeAbsent()
  @IsId({ description: 'Who came to drive; the customer of the reservation when absent' })
  driverId?: string;

  @IsText(100, { description: 'Pre-authorisation of the rental deposit', example: 'POS-20270301-0001' })
  rentalDepositReference: string;

  @IsText(100, { description: 'Pre-authorisation of the violation deposit', example: 'POS-20270301-0002' })
  violationDepositReference: string;
}

export class ReturnRequest {
  @IsId({ description: 'Branch where the vehicle stands now' })
  branchId: string;

  @IsOdometer({ example: 1_423 })
  odometerKm: number;

  @IsWhole(0, 100, { example: 80 })
  fuelPercent: number;
}

export class AgreementFilter extends SortedFilter('-id', 'dueAt') {
  @MayBeAbsent()
  @IsOneOf(AGREEMENT_STATUSES)
  status?: AgreementStatus;

  @MayBeAbsent()
  @IsId()
  vehicleId?: string;

  @MayBeAbsent()
  @IsId()
  customerId?: string;

  @MayBeAbsent()
  @IsReservationKey('Of this reservation')
  reservationId?: string;

  @MayBeAbsent()
  @IsReservationNumber('Of the reservation with this number')
  number?: string;

  @MayBeAbsent()
  @IsId({ description: 'Of a booking that this partner made' })
  partnerId?: string;

  @MayBeAbsent()
  @IsReference('Number of the booking at the partner')
  reference?: string;

  @MayBeAbsent()
  @IsId({ description: 'Handed over at this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Due back at this branch' })
  returnBranchId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Due back at or after' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Due back before' })
  to?: string;
}

export class VehicleReturnView {
  @ApiProperty({ format: 'uuid' })
  branchId: string;

  @ApiProperty({ type: 'integer' })
  odometerKm: number;

  @ApiProperty({ type: 'integer' })
  fuelPercent: number;

  @ApiProperty({ format: 'date-time' })
  returnedAt: string;

  @ApiProperty({ type: 'integer', description: 'Minutes past the due time' })
  lateMinutes: number;
}

export class SettlementView {
  @ApiProperty({ type: [ChargeLineView] })
  charges: ChargeLineView[];

  @ApiFen('Sum of the charges')
  totalFen: number;

  @ApiFen('Captured from the rental deposit')
  captureFen: number;

  @ApiProperty({ format: 'date-time' })
  settledAt: string;
}

export class AgreementView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: AGREEMENT_STATUSES })
  status: AgreementStatus;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiReservationNumber({ required: false, description: 'Of the reservation, in reads' })
  reservationNumber?: string;

  @ApiProperty({ format: 'uuid' })
  customerId: string;

  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiPropertyOptional({ description: 'Of the vehicle, in reads', example: '沪A12345' })
  plate?: string;

  @ApiProperty({ example: 'compact' })
  classCode: string;

  @ApiProperty({ enum: CHANNELS })
  channel: Channel;

  @ApiPropertyOptional({ format: 'uuid', description: 'Partner that made the booking' })
  partnerId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'What the partner knows the customer by' })
  partnerCustomerId?: string;

  @ApiPropertyOptional({ description: 'Number of the booking at the partner' })
  reference?: string;

  @ApiProperty({ type: StopBody, description: 'As planned' })
  pickUp: StopBody;

  @ApiProperty({ type: StopBody, description: 'As planned: `at` is the due time' })
  return: StopBody;

  @ApiProperty({ type: PriceView })
  price: PriceView;

  @ApiProperty({ type: 'integer', description: 'At handover' })
  odometerKm: number;

  @ApiProperty({ type: 'integer', description: 'At handover' })
  fuelPercent: number;

  @ApiProperty()
  rentalDepositReference: string;

  @ApiProperty()
  violationDepositReference: string;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Since when it was overdue; stays when it is back',
  })
  overdueAt?: string;

  @ApiPropertyOptional({ type: VehicleReturnView })
  back?: VehicleReturnView;

  @ApiPropertyOptional({ type: SettlementView })
  settlement?: SettlementView;

  @ApiPropertyOptional({ format: 'date-time', description: 'The violation deposit is held until then' })
  holdUntil?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  closedAt?: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag' })
  version: number;
}

export function agreementView({ state, version, ...read }: ListedAgreement): AgreementView {
  const { agreementId, ...agreement } = state;
  return { id: agreementId, ...agreement, ...read, version };
}
