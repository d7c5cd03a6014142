import { Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import {
  ParkedMessages,
  type ParkedMessage,
  type ParkedMessageDetails,
  type ParkedStatus,
  type ReplayResult,
} from '@houtai/messaging';
import { decodePosition, encodeCursor } from '../http/cursor';
import { PageOf, PageFilter, page, type Page } from '../http/paging';
import { CommandRoute, ReadRoute } from '../http/route';
import { NotFoundError } from '../problems/host-errors';
import { IsOneOf, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';
import { ParkedMessageBody, ParkedMessageDetailsBody, ReplayBody } from './parked-message.body';

const STATUSES: readonly ParkedStatus[] = ['failed', 'waiting', 'replayed', 'discarded'];

class ParkedMessagesFilter extends PageFilter {
  @MayBeAbsent()
  @ApiProperty({ description: 'Only messages of this consumer' })
  @IsString()
  @MaxLength(100)
  consumer?: string;

  @MayBeAbsent()
  @IsOneOf(STATUSES, { description: 'Without it: those still open' })
  status?: ParkedStatus;
}

/** Messages that a consumer of this service could not apply. */
@ApiTags('operations')
@Controller('internal/parked-messages')
export class ParkedMessagesController {
  constructor(private readonly parked: ParkedMessages) {}

  @ReadRoute('', {
    access: 'operations:read',
    summary: 'Parked messages, oldest first',
    answers: PageOf(ParkedMessageBody),
  })
  async list(
    @Query() { consumer, status, limit, after }: ParkedMessagesFilter,
  ): Promise<Page<ParkedMessage>> {
    const query = { consumer, status, limit, after: decodePosition(after) };
    const { items, next } = await this.parked.list(query);
    return page(items, next === null ? null : encodeCursor([next]));
  }

  @ReadRoute(':id', {
    access: 'operations:read',
    summary: 'One parked message with the event as it was received',
    answers: ParkedMessageDetailsBody,
  })
  async read(@IdParam() id: string): Promise<ParkedMessageDetails> {
    return found(id, await this.parked.inspect(id));
  }

  // Neither may run inside the one transaction of an idempotency key: a replay commits message by message.
  @CommandRoute(':id/replay', {
    access: 'operations:write',
    summary: "Replays the queue of the message's key in order, until one fails",
    answers: ReplayBody,
    idempotency: 'none',
  })
  async replay(@IdParam() id: string): Promise<ReplayResult> {
    return found(id, await this.parked.replay(id));
  }

  @CommandRoute(':id/discard', {
    access: 'operations:write',
    summary: 'Gives the message up; the rest of its key can be replayed',
    answers: ParkedMessageBody,
    idempotency: 'none',
  })
  async discard(@IdParam() id: string): Promise<ParkedMessage> {
    return found(id, await this.parked.discard(id));
  }
}

function found<T>(id: string, message: T | undefined): T {
  if (message === undefined) throw new NotFoundError('parked message', id);
  return message;
}
