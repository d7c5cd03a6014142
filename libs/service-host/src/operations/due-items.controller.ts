import { Controller, Inject, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { FailedItem, FailedItemStatus } from '../due-work/failed-item';
import { FailedItemStore } from '../due-work/failed-item.store';
import { PageFilter, PageOf, type Page } from '../http/paging';
import { CommandRoute, ReadRoute } from '../http/route';
import { NotFoundError } from '../problems/host-errors';
import { CLOCK, type Clock } from '../time/clock';
import { IsOneOf, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';

const STATUSES: readonly FailedItemStatus[] = ['backing-off', 'given-up'];

class DueItemsFilter extends PageFilter {
  @MayBeAbsent()
  @ApiProperty({ description: 'Only items of this work' })
  @IsString()
  @MaxLength(100)
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

  @ReadRoute('', {
    access: 'operations:read',
    summary: 'Items of due work that failed, in the order of their first failures',
    answers: PageOf(DueItemBody),
  })
  list(@Query() filter: DueItemsFilter): Promise<Page<FailedItem>> {
    return this.failed.list(filter);
  }

  @CommandRoute(':id/retry', {
    access: 'operations:write',
    summary: 'Has the item tried again at once, with all its attempts',
    idempotency: 'none',
  })
  async retry(@IdParam() id: string): Promise<void> {
    if (!(await this.failed.retry(id, this.clock.now()))) throw new NotFoundError('due item', id);
  }
}
