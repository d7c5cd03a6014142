import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  UndecodableMessages,
  type UndecodableMessage,
  type UndecodableMessageDetails,
  type UndecodableReplay,
  type UndecodableStatus,
} from '@houtai/messaging';
import { PageFilter, PageOf, type Page } from '../http/paging';
import { IsOneOf, IsTextUpTo, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';
import { OperatorCommand, OperatorRead, found, pageByPosition } from './operator-routes';

const STATUSES: readonly UndecodableStatus[] = ['open', 'replayed', 'discarded'];

class UndecodableMessagesFilter extends PageFilter {
  @MayBeAbsent()
  @IsTextUpTo(100, { description: 'Only messages of this consumer' })
  consumer?: string;

  @MayBeAbsent()
  @IsOneOf(STATUSES, { description: 'Without it: those still open' })
  status?: UndecodableStatus;
}

class UndecodableMessageBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() consumer: string;
  @ApiProperty() topic: string;
  @ApiProperty({ type: 'integer' }) partition: number;
  @ApiProperty({ description: 'Decimal text' }) offset: string;
  @ApiProperty({ type: String, nullable: true }) key: string | null;
  @ApiProperty({ enum: STATUSES }) status: string;
  @ApiProperty({ description: 'Why it could not be read; quotes nothing of it' }) error: string;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) settledAt: string | null;
}

class UndecodableMessageDetailsBody extends UndecodableMessageBody {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) headers: Record<string, string>;
  @ApiProperty({ type: String, nullable: true, description: 'As UTF-8 text' }) value: string | null;
}

class UndecodableReplayBody {
  @ApiProperty() replayed: boolean;
  @ApiPropertyOptional({ description: 'Why it was not' }) error?: string;
}

/** Messages that a consumer of this service could not read as events. */
@ApiTags('operations')
@Controller('internal/undecodable-messages')
export class UndecodableMessagesController {
  constructor(private readonly undecodable: UndecodableMessages) {}

  @OperatorRead(
    '',
    {
      summary: 'Messages nobody could read, oldest first',
      description: 'They are no events that this release knows. They hold up nothing else.',
    },
    PageOf(UndecodableMessageBody),
  )
  list(@Query() filter: UndecodableMessagesFilter): Promise<Page<UndecodableMessage>> {
    return pageByPosition('undecodable-messages', (query) => this.undecodable.list(query), filter);
  }

  @OperatorRead(
    ':id',
    { summary: 'One of them with headers and value as they came', description: 'May hold personal data.' },
    UndecodableMessageDetailsBody,
  )
  async read(@IdParam() id: string): Promise<UndecodableMessageDetails> {
    return found('undecodable message', id, await this.undecodable.inspect(id));
  }

  @OperatorCommand(
    ':id/replay',
    {
      summary: 'Reads and applies it once more, as after a release that can',
      description: 'Harmless when it still cannot be read: the answer says why.',
    },
    UndecodableReplayBody,
  )
  async replay(@IdParam() id: string): Promise<UndecodableReplay> {
    return found('undecodable message', id, await this.undecodable.replay(id));
  }

  @OperatorCommand(
    ':id/discard',
    { summary: 'Gives it up for good', description: 'It stays listed as discarded.' },
    UndecodableMessageBody,
  )
  async discard(@IdParam() id: string): Promise<UndecodableMessage> {
    return found('undecodable message', id, await this.undecodable.discard(id));
  }
}
