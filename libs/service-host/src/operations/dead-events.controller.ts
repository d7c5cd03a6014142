import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DeadOutbox, type DeadEvent } from '@houtai/messaging';
import { Permit } from '../auth/permit';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { SkipIdempotency } from '../idempotency/skip-idempotency';
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

  @Get()
  @Permit('operations:read')
  @ApiOperation({ summary: 'Events that could not be published, oldest first' })
  @ApiOkResponse({ type: PageOf(DeadEventBody) })
  async list(@Query() { limit, after }: PageFilter): Promise<Page<DeadEvent>> {
    const { items, next } = await this.dead.list({ limit, after: decodePosition(after) });
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @Post(':id/retry')
  @HttpCode(204)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: 'Puts the event back to its place in the outbox' })
  @ApiNoContentResponse()
  async retry(@IdParam() id: string): Promise<void> {
    if (!(await this.dead.retry(id))) throw new NotFoundError('dead event', id);
  }

  @Post(':id/discard')
  @HttpCode(204)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: 'Gives the event up; those behind it are published' })
  @ApiNoContentResponse()
  async discard(@IdParam() id: string): Promise<void> {
    if (!(await this.dead.discard(id))) throw new NotFoundError('dead event', id);
  }
}
