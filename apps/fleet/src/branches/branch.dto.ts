import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { DEFAULT_TIME_ZONE } from '@houtai/domain-kit';
import { IsTimeZone, Matches } from 'class-validator';
import { IsInstant, IsText, IsWhole, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import type { StoredBranch } from './branch.store';

const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export class OpenBranchRequest {
  @ApiProperty({ description: 'Short code, unique', example: 'SHA-HQ' })
  @Matches(/^[A-Z0-9-]{2,20}$/, { context: { zh: '必须是 2 至 20 位大写字母、数字或连字符' } })
  code: string;

  @IsText(100, { example: '上海虹桥店' })
  name: string;

  @IsText(50, { example: '上海' })
  city: string;

  @ApiPropertyOptional({ description: 'IANA time zone of its business days', default: DEFAULT_TIME_ZONE })
  @IsTimeZone()
  timeZone: string = DEFAULT_TIME_ZONE;

  @ApiPropertyOptional({ description: 'Local HH:mm', default: '08:00' })
  @Matches(LOCAL_TIME, { context: { zh: '必须是 HH:mm 格式的时间' } })
  opensAt: string = '08:00';

  @ApiPropertyOptional({ description: 'Local HH:mm, after `opensAt`', default: '21:00' })
  @Matches(LOCAL_TIME, { context: { zh: '必须是 HH:mm 格式的时间' } })
  closesAt: string = '21:00';

  @IsWhole(7, 30, {
    required: false,
    description: 'Days the violation deposit is held after a return',
    default: 15,
  })
  violationHoldDays: number = 15;

  @IsWhole(0, 1440, {
    required: false,
    description: 'Minutes from a return to the next pick-up of the vehicle',
    default: 60,
  })
  turnaroundMinutes: number = 60;
}

export class CloseBranchRequest {
  @IsInstant({
    description: 'From then on no vehicle is handed over or taken back there; not in the past',
    example: '2027-07-01T00:00:00+08:00',
  })
  closedFrom: string;
}

export class BranchFilter extends SortedFilter('code') {
  @MayBeAbsent()
  @IsText(50, { example: '上海' })
  city?: string;
}

export class BranchView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'SHA-HQ' })
  code: string;

  @ApiProperty({ example: '上海虹桥店' })
  name: string;

  @ApiProperty({ example: '上海' })
  city: string;

  @ApiProperty({ example: 'Asia/Shanghai' })
  timeZone: string;

  @ApiProperty({ description: 'Local HH:mm', example: '08:00' })
  opensAt: string;

  @ApiProperty({ description: 'Local HH:mm', example: '21:00' })
  closesAt: string;

  @ApiProperty({ type: 'integer', example: 15 })
  violationHoldDays: number;

  @ApiProperty({ type: 'integer', example: 60 })
  turnaroundMinutes: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  openedAt: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Closed from then on' })
  closedFrom?: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version: number;
}

export function viewOf({ state: { status: _, ...branch }, version }: StoredBranch): BranchView {
  return { ...branch, version };
}

/** Without what the house plans by. */
export class PartnerBranchView extends OmitType(BranchView, ['turnaroundMinutes']) {}

export function partnerViewOf(stored: StoredBranch): PartnerBranchView {
  const { turnaroundMinutes: _, ...branch } = viewOf(stored);
  return branch;
}
