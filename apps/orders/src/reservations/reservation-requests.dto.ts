import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageFilter } from '@houtai/service-host';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { IsInstant, MayBeAbsent } from '../fields.dto';
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
  @ApiProperty({ format: 'uuid', description: 'Branch' })
  @IsUUID()
  branchId: string;

  @ApiProperty({ format: 'date-time', example: '2027-03-01T10:00:00+08:00' })
  @IsInstant()
  at: string;
}

export class QuoteRequest {
  @ApiProperty({ description: 'Vehicle class', example: 'compact' })
  @IsString()
  @Length(1, 32)
  classCode: string;

  @ApiProperty({ type: StopBody })
  @IsObject()
  @ValidateNested()
  @Type(() => StopBody)
  pickUp: StopBody;

  @ApiProperty({ type: StopBody })
  @IsObject()
  @ValidateNested()
  @Type(() => StopBody)
  return: StopBody;
}

export class SubmitReservationRequest extends QuoteRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  customerId: string;

  @ApiProperty({ enum: CHANNELS, description: 'How the wish came in', example: 'web' })
  @IsIn(CHANNELS)
  channel: Channel;
}

/** What is left out stays as it is. */
export class ChangeReservationRequest {
  @ApiPropertyOptional({ description: 'Vehicle class', example: 'suv' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 32)
  classCode?: string;

  @ApiPropertyOptional({ type: StopBody })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => StopBody)
  pickUp?: StopBody;

  @ApiPropertyOptional({ type: StopBody })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => StopBody)
  return?: StopBody;
}

export class CancelReservationRequest {
  @ApiProperty({ enum: ['customer', 'company'], description: 'Who withdraws; the company does so for free' })
  @IsIn(['customer', 'company'])
  reason: 'customer' | 'company';
}

export class RejectReservationRequest {
  @ApiProperty({ example: 'The account of the company is closed' })
  @IsString()
  @Length(1, 500)
  reason: string;
}

export class ReservationFilter extends PageFilter {
  @ApiPropertyOptional({ enum: RESERVATION_STATUSES })
  @MayBeAbsent()
  @IsIn(RESERVATION_STATUSES)
  status?: ReservationStatus;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  customerId?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Picked up at or after' })
  @MayBeAbsent()
  @IsInstant()
  pickUpFrom?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Picked up before' })
  @MayBeAbsent()
  @IsInstant()
  pickUpTo?: string;
}
