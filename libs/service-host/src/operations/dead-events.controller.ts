import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DeadOutbox, type DeadEvent } from '@houtai/messaging';
import { Permit } from '../auth/permit';
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

class DeadEventList {
  @ApiProperty({ type: [DeadEventBody] }) items: DeadEventBody[];
}

/** Events of this service that the bus refuses for good. */
@ApiTags('operations')
@Controller('internal/dead-events')
export class DeadEventsController {
  constructor(private readonly dead: DeadOutbox) {}

  @Get()
  @Permit('operations:read')
  @ApiOperation({ summary: 'The oldest 200 events that could not be published' })
  @ApiOkResponse({ type: DeadEventList })
  async list(): Promise<{ items: DeadEvent[] }> {
    return { items: await this.dead.list() };
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
