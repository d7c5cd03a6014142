import { ApiProperty } from '@nestjs/swagger';
import { IsDayOrInstant, MayBeAbsent, SortedFilter } from '@houtai/service-host';

export class VehicleHistoryFilter extends SortedFilter('-seq') {
  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Happened at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Happened before this time' })
  to?: string;
}

export class VehicleHistoryEntryView {
  @ApiProperty({ type: 'integer', description: 'Order in which fleet took it', example: 17 })
  seq: number;

  @ApiProperty({ example: 'VehicleCheckedIn' })
  type: string;

  @ApiProperty({ enum: ['ordered', 'in-fleet', 'on-sale', 'disposed'], description: 'Life cycle after it' })
  status: string;

  @ApiProperty({ format: 'date-time', description: 'When it happened, in business time' })
  at: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who did it; null for the system' })
  actor: string | null;

  @ApiProperty({ type: 'integer', description: 'Version after it' })
  version: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { odometerKm: 1442, energyPercent: 80 },
  })
  data: Record<string, unknown>;
}
