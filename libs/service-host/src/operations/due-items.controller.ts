import { Controller, Inject, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FailedItem, FailedItemStatus } from '../due-work/failed-item';
import { FailedItemStore } from '../due-work/failed-item.store';
import { PageFilter, PageOf, type Page } from '../http/paging';
import { CLOCK, type Clock } from '../time/clock';
import { IsOneOf, IsTextUpTo, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';
import { OperatorCommand, OperatorRead, found } from './operator-routes';

const STATUSES: readonly FailedItemStatus[] = ['backing-off', 'given-up'];

class DueItemsFilter extends PageFilter {
  @MayBeAbsent()
  @IsTextUpTo(100, { description: 'Only items of this work' })
  work?: string;

  @MayBeAbsent()
  @IsOneOf(STATUSES)
  status?: FailedItemStatus;
}

class DueItemBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() work: string;
  @ApiProperty({ description: 'Names it among the items of the work' }) item: string;
  @ApiProperty({ format: 'date-time' }) dueAt: string;
  @ApiProperty({ enum: STATUSES }) status: string;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty() error: string;
  @ApiProperty({ format: 'date-time' }) firstFailedAt: string;
  @ApiProperty({ format: 'date-time' }) lastFailedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null when it is given up' })
  nextAttemptAt: string | null;
}

/** Items of due work that failed when they were last handled. */
@ApiTags('operations')
@Controller('internal/due-items')
export class DueItemsController {
  constructor(
    private readonly failed: FailedItemStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @OperatorRead(
    '',
    {
      summary: 'Items of due work that failed, in the order of their first failures',
      description: 'Each is tried again later and later, ten times; after that it waits here for somebody.',
    },
    PageOf(DueItemBody),
  )
  list(@Query() filter: DueItemsFilter): Promise<Page<FailedItem>> {
    return this.failed.list(filter);
  }

  @OperatorCommand(':id/retry', {
    summary: 'Has the item tried again at once, with all its attempts',
    description: 'For when the cause is mended.',
  })
  async retry(@IdParam() id: string): Promise<void> {
    found('due item', id, await this.failed.retry(id, this.clock.now()));
  }
}
