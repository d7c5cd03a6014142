import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import {
  UndecodableMessages,
  type UndecodableMessage,
  type UndecodableMessageDetails,
  type UndecodableReplay,
  type UndecodableStatus,
} from '@houtai/messaging';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { CommandRoute, ReadRoute } from '../http/route';
import { NotFoundError } from '../problems/host-errors';
import { IsOneOf, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';

const STATUSES: readonly UndecodableStatus[] = ['open', 'replayed', 'discarded'];

class UndecodableMessagesFilter extends PageFilter {
  @MayBeAbsent()
  @ApiProperty({ description: 'Only messages of this consumer' })
  @IsString()
  @MaxLength(100)
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

  @ReadRoute('', {
    access: 'operations:read',
    summary: 'Messages nobody could read, oldest first',
    answers: PageOf(UndecodableMessageBody),
  })
  async list(
    @Query() { consumer, status, limit, after }: UndecodableMessagesFilter,
  ): Promise<Page<UndecodableMessage>> {
    const query = { consumer, status, limit, after: decodePosition(after) };
    const { items, next } = await this.undecodable.list(query);
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @ReadRoute(':id', {
    access: 'operations:read',
    summary: 'One of them with headers and value as they came',
    answers: UndecodableMessageDetailsBody,
  })
  async read(@IdParam() id: string): Promise<UndecodableMessageDetails> {
    return found(id, await this.undecodable.inspect(id));
  }

  @CommandRoute(':id/replay', {
    access: 'operations:write',
    summary: 'Reads and applies it once more, as after a release that can',
    answers: UndecodableReplayBody,
    idempotency: 'none',
  })
  async replay(@IdParam() id: string): Promise<UndecodableReplay> {
    return found(id, await this.undecodable.replay(id));
  }

  @CommandRoute(':id/discard', {
    access: 'operations:write',
    summary: 'Gives it up for good',
    answers: UndecodableMessageBody,
    idempotency: 'none',
  })
  async discard(@IdParam() id: string): Promise<UndecodableMessage> {
    return found(id, await this.undecodable.discard(id));
  }
}

function found<T>(id: string, message: T | undefined): T {
  if (message === undefined) throw new NotFoundError('undecodable message', id);
  return message;
}
