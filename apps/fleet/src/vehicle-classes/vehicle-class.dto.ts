import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, Matches } from 'class-validator';
import { IsText, IsWhole, SortedFilter } from '@houtai/service-host';
import type { StoredVehicleClass } from './vehicle-class.store';

export class DefineVehicleClassRequest {
  @ApiProperty({ description: 'Identity of the class', example: 'compact' })
  @Matches(/^[A-Za-z0-9-]{1,32}$/, { context: { zh: '必须是 1 至 32 位字母、数字或连字符' } })
  classCode: string;

  @IsText(100, { example: '紧凑型' })
  name: string;

  @IsWhole(1, 10_000, {
    description: 'Order of upgrades, 1 is the lowest; there may be gaps, and no two classes share one',
    example: 2,
  })
  rank: number;

  @IsWhole(18, 99, { required: false, default: 18, description: 'Age of the driver in years' })
  minimumAge: number = 18;

  @IsWhole(0, 600, { required: false, default: 6, description: 'How long the licence must be held' })
  licenceHeldMonths: number = 6;

  @ApiPropertyOptional({
    default: true,
    description: 'All its vehicles are automatic: a C2 licence suffices',
  })
  @IsBoolean()
  automaticOnly: boolean = true;
}

export class VehicleClassFilter extends SortedFilter('rank', 'classCode') {}

export class VehicleClassView {
  @ApiProperty({ example: 'compact' })
  classCode: string;

  @ApiProperty({ example: '紧凑型' })
  name: string;

  @ApiProperty({ type: 'integer', example: 2 })
  rank: number;

  @ApiProperty({ type: 'integer', example: 18 })
  minimumAge: number;

  @ApiProperty({ type: 'integer', example: 6 })
  licenceHeldMonths: number;

  @ApiProperty({ example: true })
  automaticOnly: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  definedAt: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version: number;
}

export function viewOf({ state: { status: _, ...details }, version }: StoredVehicleClass): VehicleClassView {
  return { ...details, version };
}
