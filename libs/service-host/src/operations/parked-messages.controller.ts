import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  ParkedMessages,
  type ParkedMessage,
  type ParkedMessageDetails,
  type ParkedStatus,
  type ReplayResult,
} from '@houtai/messaging';
import { Permit } from '../auth/permit';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { SkipIdempotency } from '../idempotency/skip-idempotency';
import { NotFoundError } from '../problems/host-errors';
import { IdParam } from '../validation/id-param';
import { ParkedMessageBody, ParkedMessageDetailsBody, ReplayBody } from './parked-message.body';

const STATUSES: readonly ParkedStatus[] = ['failed', 'waiting', 'replayed', 'discarded'];

class ParkedMessagesFilter extends PageFilter {
  @ApiPropertyOptional({ description: 'Only messages of this consumer' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  consumer?: string;

  @ApiPropertyOptional({ enum: STATUSES, description: 'Without it: those still open' })
  @IsOptional()
  @IsIn(STATUSES)
  status?: ParkedStatus;
}

/** Messages that a consumer of this service could not apply. */
@ApiTags('operations')
@Controller('internal/parked-messages')
export class ParkedMessagesController {
  constructor(private readonly parked: ParkedMessages) {}

  @Get()
  @Permit('operations:read')
  @ApiOperation({ summary: 'Parked messages, oldest first' })
  @ApiOkResponse({ type: PageOf(ParkedMessageBody) })
  async list(
    @Query() { consumer, status, limit, after }: ParkedMessagesFilter,
  ): Promise<Page<ParkedMessage>> {
    const query = { consumer, status, limit, after: decodePosition(after) };
    const { items, next } = await this.parked.list(query);
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @Get(':id')
  @Permit('operations:read')
  @ApiOperation({ summary: 'One parked message with the event as it was received' })
  @ApiOkResponse({ type: ParkedMessageDetailsBody })
  async read(@IdParam() id: string): Promise<ParkedMessageDetails> {
    return found(id, await this.parked.inspect(id));
  }

  // Neither may run inside the one transaction of an idempotency key: a replay commits message by message.
  @Post(':id/replay')
  @HttpCode(200)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: "Replays the queue of the message's key in order, until one fails" })
  @ApiOkResponse({ type: ReplayBody })
  async replay(@IdParam() id: string): Promise<ReplayResult> {
    return found(id, await this.parked.replay(id));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Permit('operations:write')
  @SkipIdempotency()
  @ApiOperation({ summary: 'Gives the message up; the rest of its key can be replayed' })
  @ApiOkResponse({ type: ParkedMessageBody })
  async discard(@IdParam() id: string): Promise<ParkedMessage> {
    return found(id, await this.parked.discard(id));
  }
}

function found<T>(id: string, message: T | undefined): T {
  if (message === undefined) throw new NotFoundError('parked message', id);
  return message;
}
