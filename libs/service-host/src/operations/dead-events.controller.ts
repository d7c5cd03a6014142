import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { DeadOutbox, type DeadEvent, type DeadEventDetails } from '@houtai/messaging';
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

class DeadEventDetailsBody extends DeadEventBody {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Attributes of the event' })
  headers: Record<string, unknown>;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What it says' })
  data: unknown;
}

/** Events of this service that the bus refuses for good. */
@ApiTags('operations')
@Controller('internal/dead-events')
export class DeadEventsController {
  constructor(private readonly dead: DeadOutbox) {}

  @OperatorRead(
    '',
    {
      summary: 'Events that could not be published, oldest first',
      description: 'The bus refuses them for good. Later events of the same key wait behind each.',
    },
    PageOf(DeadEventBody),
  )
  list(@Query() filter: PageFilter): Promise<Page<DeadEvent>> {
    return pageByPosition('dead-events', (query) => this.dead.list(query), filter);
  }

  @OperatorRead(
    ':id',
    {
      summary: 'One dead event with what it says',
      description:
        'With personal data, where the event holds any: look before you send it again or give it up.',
    },
    DeadEventDetailsBody,
  )
  async read(@IdParam() id: string): Promise<DeadEventDetails> {
    return found('dead event', id, await this.dead.inspect(id));
  }

  @OperatorCommand(':id/retry', {
    summary: 'Puts the event back to its place in the outbox',
    description: 'For when the cause is mended. It is published before those that wait behind it.',
  })
  async retry(@IdParam() id: string): Promise<void> {
    found('dead event', id, await this.dead.retry(id));
  }

  @OperatorCommand(':id/discard', {
    summary: 'Gives the event up; those behind it are published',
    description: 'Consumers never hear of it, so what they know of its subject lacks a version.',
  })
  async discard(@IdParam() id: string): Promise<void> {
    found('dead event', id, await this.dead.discard(id));
  }
}
