import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  UndecodableMessages,
  type UndecodableMessage,
  type UndecodableMessageDetails,
  type UndecodableReplay,
  type UndecodableStatus,
} from '@houtai/messaging';
import { Permit } from '../auth/permit';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { SkipIdempotency } from '../idempotency/skip-idempotency';
import { NotFoundError } from '../problems/host-errors';
import { IdParam } from '../validation/id-param';

const STATUSES: readonly UndecodableStatus[] = ['open', 'replayed', 'discarded'];

class UndecodableMessagesFilter extends PageFilter {
  @ApiPropertyOptional({ description: 'Only messages of this consumer' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  consumer?: string;

  @ApiPropertyOptional({ enum: STATUSES, description: 'Without it: those still open' })
  @IsOptional()
  @IsIn(STATUSES)
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

  @Get()
  @Permit('operations:read')
  @ApiOperation({ summary: 'Messages nobody could read, oldest first' })
  @ApiOkResponse({ type: PageOf(UndecodableMessageBody) })
  async list(
    @Query() { consumer, status, limit, after }: UndecodableMessagesFilter,
  ): Promise<Page<UndecodableMessage>> {
    const query = { consumer, status, limit, after: decodePosition(after) };
    const { items, next } = await this.undecodable.list(query);
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @Get(':id')
  @Permit('operations:read')
  @ApiOperation({ summary: 'One of them with headers and value as they came' })
  @ApiOkResponse({ type: UndecodableMessageDetailsBody })
  async read(@IdParam() id: string): Promise<UndecodableMessageDetails> {
    return found(id, await this.undecodable.inspect(id));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: 'Reads and applies it once more, as after a release that can' })
  @ApiOkResponse({ type: UndecodableReplayBody })
  async replay(@IdParam() id: string): Promise<UndecodableReplay> {
    return found(id, await this.undecodable.replay(id));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: 'Gives it up for good' })
  @ApiOkResponse({ type: UndecodableMessageBody })
  async discard(@IdParam() id: string): Promise<UndecodableMessage> {
    return found(id, await this.undecodable.discard(id));
  }
}

function found<T>(id: string, message: T | undefined): T {
  if (message === undefined) throw new NotFoundError('undecodable message', id);
  return message;
}
