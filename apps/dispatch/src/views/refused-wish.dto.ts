import { ApiProperty } from '@nestjs/swagger';
import { IsClassCode, IsDayOrInstant, IsId, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { HoldStop } from './capacity-hold.dto';

export class RefusedWishView {
  @ApiProperty({ format: 'uuid', description: 'The reservation that was refused' })
  reservationId: string;

  @ApiProperty({ description: 'Class wished for' })
  classCode: string;

  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'Classes the driver may drive; null when orders did not say',
  })
  allowedClasses: string[] | null;

  @ApiProperty({ type: HoldStop })
  pickUp: HoldStop;

  @ApiProperty({ type: HoldStop })
  return: HoldStop;

  @ApiProperty({ format: 'date-time' })
  refusedAt: string;

  @ApiProperty({
    description:
      'A vehicle of the class is free for it as the plan stands; each is looked at alone, and nothing is kept for it',
  })
  fitsNow: boolean;
}

export class RefusedWishFilter extends SortedFilter('from') {
  @MayBeAbsent()
  @IsId({ description: 'Of the pick-up' })
  branchId?: string;

  @MayBeAbsent()
  @IsClassCode()
  classCode?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those to be picked up at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those to be picked up before this time' })
  to?: string;
}
