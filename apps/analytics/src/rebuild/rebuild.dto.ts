import { ApiProperty } from '@nestjs/swagger';

export class TableComparisonView {
  @ApiProperty({ example: 'vehicle_day' }) table: string;
  @ApiProperty({ type: 'integer' }) rows: number;
  @ApiProperty({ type: 'integer' }) rebuiltRows: number;
  @ApiProperty() equal: boolean;
}

export class RebuildView {
  @ApiProperty({ description: 'True when every number came out the same' }) equal: boolean;
  @ApiProperty({ type: 'integer' }) eventsReplayed: number;
  @ApiProperty({ type: [TableComparisonView] }) tables: TableComparisonView[];

  @ApiProperty({ description: 'True when the rebuilt rows took the place of the ones in use' })
  swapped: boolean;
}
