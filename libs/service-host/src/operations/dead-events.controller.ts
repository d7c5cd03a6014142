import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { DeadOutbox, type DeadEvent } from '@houtai/messaging';
import { PageFilter, PageOf, type Page } from '../http/paging';
import { IdParam } from '../validation/id-param';
import { OperatorCommand, OperatorRead, found, pageByPosition } from './operator-routes';

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

  @OperatorRead('', 'Events that could not be published, oldest first', PageOf(DeadEventBody))
  list(@Query() filter: PageFilter): Promise<Page<DeadEvent>> {
    return pageByPosition((query) => this.dead.list(query), filter);
  }

  @OperatorCommand(':id/retry', 'Puts the event back to its place in the outbox')
  async retry(@IdParam() id: string): Promise<void> {
    found('dead event', id, await this.dead.retry(id));
  }

  @OperatorCommand(':id/discard', 'Gives the event up; those behind it are published')
  async discard(@IdParam() id: string): Promise<void> {
    found('dead event', id, await this.dead.discard(id));
  }
}
