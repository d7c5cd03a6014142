import { Controller, Inject } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CLOCK, CommandRoute, type Clock } from '@houtai/service-host';
import { Rebuild, RebuildStore, TableComparison } from './rebuild.store';

class TableComparisonView implements TableComparison {
  @ApiProperty({ example: 'vehicle_day' })
  table: string;

  @ApiProperty({ type: 'integer' })
  rows: number;

  @ApiProperty({ type: 'integer' })
  rebuiltRows: number;

  @ApiProperty()
  equal: boolean;
}

class RebuildView implements Rebuild {
  @ApiProperty({ description: 'True when every number came out the same' })
  equal: boolean;

  @ApiProperty({ type: 'integer' })
  eventsReplayed: number;

  @ApiProperty({ type: [TableComparisonView] })
  tables: TableComparisonView[];

  @ApiProperty({ description: 'True when the rebuilt rows took the place of the ones in use' })
  swapped: boolean;
}

@ApiTags('analytics')
@Controller('api/v1/analytics')
export class RebuildController {
  constructor(
    private readonly rebuilds: RebuildStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandRoute('rebuild', {
    access: 'analytics:write',
    summary: 'Rebuild every projection from the log, compare, and swap the rebuilt ones in where they differ',
    operationId: 'rebuildProjections',
    answers: RebuildView,
  })
  rebuild(): Promise<RebuildView> {
    return this.rebuilds.rebuild(this.clock.now());
  }
}
