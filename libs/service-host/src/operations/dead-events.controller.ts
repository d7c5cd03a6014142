import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { DeadOutbox, type DeadEvent } from '@houtai/messaging';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { CommandRoute, ReadRoute } from '../http/route';
import { NotFoundError } from '../problems/host-errors';
import { IdParam } from '../validation/id-param';

class DeadEventBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() topic: string;
  @ApiProperty() key: string;
  @ApiProperty() type: string;
  @ApiProperty({ type: 'integer' }) aggregateVersion: number;
  @ApiProperty() error: string;
  @ApiProperty({ format: 'date-time' }) diedAt: string;
}

/** Events of this service that the bus refuses for good. */
@ApiTags('operations')
@Controller('internal/dead-events')
export class DeadEventsController {
  constructor(private readonly dead: DeadOutbox) {}

  @ReadRoute('', {
    access: 'operations:read',
    summary: 'Events that could not be published, oldest first',
    answers: PageOf(DeadEventBody),
  })
  async list(@Query() { limit, after }: PageFilter): Promise<Page<DeadEvent>> {
    const { items, next } = await this.dead.list({ limit, after: decodePosition(after) });
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @CommandRoute(':id/retry', {
    access: 'operations:write',
    summary: 'Puts the event back to its place in the outbox',
    idempotency: 'none',
  })
  async retry(@IdParam() id: string): Promise<void> {
    if (!(await this.dead.retry(id))) throw new NotFoundError('dead event', id);
  }

  @CommandRoute(':id/discard', {
    access: 'operations:write',
    summary: 'Gives the event up; those behind it are published',
    idempotency: 'none',
  })
  async discard(@IdParam() id: string): Promise<void> {
    if (!(await this.dead.discard(id))) throw new NotFoundError('dead event', id);
  }
}
