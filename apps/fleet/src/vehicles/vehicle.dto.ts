import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageFilter } from '@houtai/service-host';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInstant, MayBeAbsent } from '../dto-rules.dto';
import { PAPER_KINDS, type PaperKind } from './papers';
import { ENERGIES, GROUNDING_REASONS, type Energy, type GroundingReason } from './vehicle';
import { OPERATIONS, type Operation } from './vehicle-standing';
import { PLATE, VIN } from './vin';

export class PaperDto {
  @ApiProperty({ enum: PAPER_KINDS, example: 'compulsory-insurance' })
  @IsIn(PAPER_KINDS)
  kind: PaperKind;

  @ApiProperty({ description: 'Number on the paper', example: 'JQX-2026-1' })
  @IsString()
  @Length(1, 64)
  number: string;

  @ApiProperty({ format: 'date-time', description: 'In force from', example: '2026-01-01T00:00:00+08:00' })
  @IsInstant()
  validFrom: string;

  @ApiProperty({
    format: 'date-time',
    description: 'In force until, exclusive',
    example: '2027-01-01T00:00:00+08:00',
  })
  @IsInstant()
  validTo: string;
}

export class RenewPapersRequest {
  @ApiProperty({
    type: [PaperDto],
    description: 'The full list from now on; what is missing is no longer carried',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PaperDto)
  papers: PaperDto[];
}

export class RegisterVehicleRequest extends RenewPapersRequest {
  @ApiProperty({
    description: 'Vehicle identification number, without I, O and Q',
    example: 'LSVAA4182E2123456',
  })
  @Matches(VIN, { context: { zh: '必须是 17 位车架号（不含 I、O、Q）' } })
  vin: string;

  @ApiProperty({ description: 'Number plate, without spaces', example: '沪A12345' })
  @Matches(PLATE, { context: { zh: '必须是车牌号，不含空格' } })
  plate: string;

  @ApiProperty({ description: 'Class it belongs to', example: 'compact' })
  @IsString()
  @Length(1, 32)
  classCode: string;

  @ApiProperty({ format: 'uuid', description: 'Branch where it stands' })
  @IsUUID()
  branchId: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 12 })
  @IsInt()
  @Min(0)
  @Max(2_000_000)
  odometerKm: number;

  @ApiProperty({ enum: ENERGIES, example: 'petrol' })
  @IsIn(ENERGIES)
  energy: Energy;
}

export class GroundVehicleRequest {
  @ApiProperty({ enum: GROUNDING_REASONS, example: 'maintenance' })
  @IsIn(GROUNDING_REASONS)
  reason: GroundingReason;

  @ApiPropertyOptional({ description: 'For the colleagues; no personal data', example: '右前轮异响' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 500)
  note?: string;

  @ApiPropertyOptional({ format: 'date-time', example: '2026-03-04T10:00:00+08:00' })
  @MayBeAbsent()
  @IsInstant()
  expectedBackAt?: string;
}

export class CheckInRequest {
  @ApiProperty({
    description: 'The vehicle was inspected and cleaned; it is not checked in before',
    example: true,
  })
  @Equals(true)
  cleaned: boolean;
}

export class VehicleFilter extends PageFilter {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only vehicles this branch answers for' })
  @MayBeAbsent()
  @IsUUID()
  branchId?: string;

  @ApiPropertyOptional({ description: 'Only this class', example: 'compact' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 32)
  classCode?: string;

  @ApiPropertyOptional({ enum: OPERATIONS, description: 'Only vehicles that are doing this' })
  @MayBeAbsent()
  @IsIn(OPERATIONS)
  operation?: Operation;
}
