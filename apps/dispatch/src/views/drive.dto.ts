import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ApiFen, IsId, IsOneOf, IsWhole, MayBeAbsent, SortedFilter } from '@houtai/service-host';

/** A week. */
const MOST_MINUTES = 10_080;
/** A million yuan. */
const MOST_FEN = 100_000_000;

export class DriveView {
  @ApiProperty({ format: 'uuid' })
  fromBranchId: string;

  @ApiProperty({ format: 'uuid' })
  toBranchId: string;

  @ApiProperty({ type: 'integer', description: 'From leaving to being ready there' })
  minutes: number;

  @ApiFen('What the drive costs the company')
  costFen: number;

  @ApiProperty({ description: 'New drives may be planned' })
  active: boolean;

  @ApiProperty({ format: 'date-time' })
  changedAt: string;

  @ApiProperty({ description: 'Account that changed it last' })
  changedBy: string;
}

export class DriveRequest {
  @IsWhole(1, MOST_MINUTES, { description: 'From leaving to being ready there', example: 90 })
  minutes: number;

  @IsWhole(0, MOST_FEN, { description: 'What the drive costs the company, in fen', example: 12_000 })
  costFen: number;

  @ApiProperty({ required: false, default: true, description: 'New drives may be planned' })
  @IsBoolean()
  active: boolean = true;
}

export class DriveFilter extends SortedFilter('fromBranchId') {
  @MayBeAbsent()
  @IsId()
  fromBranchId?: string;

  @MayBeAbsent()
  @IsId()
  toBranchId?: string;

  @MayBeAbsent()
  @IsOneOf(['true', 'false'])
  active?: string;
}
