import { ApiProperty } from '@nestjs/swagger';
import {
  IsClassCode,
  IsId,
  IsInstant,
  IsListOf,
  IsOdometer,
  IsOneOf,
  IsText,
  IsWhole,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';
import { Equals, IsBoolean, Matches } from 'class-validator';
import { PAPER_KINDS, type PaperKind } from './papers';
import {
  ENERGIES,
  GROUNDING_REASONS,
  LIFE_CYCLES,
  type Energy,
  type GroundingReason,
  type LifeCycle,
} from './vehicle';
import { OPERATIONS, type Operation } from './vehicle-standing';
import { PLATE, VIN } from './vin';

export class PaperDto {
  @IsOneOf(PAPER_KINDS, { example: 'compulsory-insurance' })
  kind: PaperKind;

  @IsText(64, { description: 'Number on the paper', example: 'JQX-2026-1' })
  number: string;

  @IsInstant({ description: 'In force from', example: '2026-01-01T00:00:00+08:00' })
  validFrom: string;

  @IsInstant({ description: 'In force until, exclusive', example: '2027-01-01T00:00:00+08:00' })
  validTo: string;
}

export class RenewPapersRequest {
  @IsListOf(PaperDto, 0, 50, {
    description: 'The full list from now on; what is missing is no longer carried',
  })
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

  @IsClassCode({ description: 'Class it belongs to', example: 'compact' })
  classCode: string;

  @IsId({ description: 'Branch where it stands' })
  branchId: string;

  @IsOdometer({ example: 12 })
  odometerKm: number;

  @IsOneOf(ENERGIES, { example: 'petrol' })
  energy: Energy;
}

export class GroundVehicleRequest {
  @IsOneOf(GROUNDING_REASONS, { example: 'maintenance' })
  reason: GroundingReason;

  @MayBeAbsent()
  @IsText(500, { description: 'For the colleagues; no personal data', example: '右前轮异响' })
  note?: string;

  @MayBeAbsent()
  @IsInstant({ example: '2026-03-04T10:00:00+08:00' })
  expectedBackAt?: string;
}

export class CheckInRequest {
  @ApiProperty({
    description: 'The vehicle was inspected and cleaned; it is not checked in before',
    example: true,
  })
  @Equals(true)
  cleaned: boolean;

  @MayBeAbsent()
  @IsOdometer({ description: 'As read now; the reading of the return when absent', example: 1442 })
  odometerKm?: number;

  @MayBeAbsent()
  @IsWhole(0, 100, { description: 'Fuel or charge, in percent', example: 80 })
  energyPercent?: number;

  @MayBeAbsent()
  @IsText(500, { description: 'Damage that was found; no personal data', example: '左后门有划痕' })
  damage?: string;

  @ApiProperty({
    required: false,
    default: true,
    description: 'False takes it out of service with its check-in',
  })
  @IsBoolean()
  roadworthy: boolean = true;
}

export class MoveVehicleRequest {
  @IsId({ description: 'Branch where it has arrived' })
  branchId: string;

  @MayBeAbsent()
  @IsOdometer({ description: 'On arrival; the last reading when absent', example: 1460 })
  odometerKm?: number;
}

export class VehicleFilter extends SortedFilter('id', 'plate') {
  @MayBeAbsent()
  @IsId({ description: 'Only vehicles this branch answers for' })
  branchId?: string;

  @MayBeAbsent()
  @IsClassCode({ description: 'Only this class', example: 'compact' })
  classCode?: string;

  @MayBeAbsent()
  @IsOneOf(OPERATIONS, { description: 'Only vehicles that are doing this' })
  operation?: Operation;

  @MayBeAbsent()
  @IsOneOf(LIFE_CYCLES, { description: 'Only vehicles that are' })
  lifeCycle?: LifeCycle;

  @MayBeAbsent()
  @IsText(20, { description: 'The vehicle with this plate', example: '沪A12345' })
  plate?: string;

  @MayBeAbsent()
  @IsText(17, { description: 'The vehicle with this VIN' })
  vin?: string;
}
