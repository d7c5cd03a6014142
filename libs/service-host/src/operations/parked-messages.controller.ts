import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ParkedMessages,
  type ParkedMessage,
  type ParkedMessageDetails,
  type ParkedStatus,
  type ReplayResult,
} from '@houtai/messaging';
import { PageFilter, PageOf, type Page } from '../http/paging';
import { IsOneOf, IsTextUpTo, MayBeAbsent } from '../validation/field-rules';
import { IdParam } from '../validation/id-param';
import { OperatorCommand, OperatorRead, found, pageByPosition } from './operator-routes';
import { ParkedMessageBody, ParkedMessageDetailsBody, ReplayBody } from './parked-message.body';

const STATUSES: readonly ParkedStatus[] = ['failed', 'waiting', 'replayed', 'discarded'];

class ParkedMessagesFilter extends PageFilter {
  @MayBeAbsent()
  @IsTextUpTo(100, { description: 'Only messages of this consumer' })
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

  @OperatorRead(
    '',
    {
      summary: 'Parked messages, oldest first',
      description: 'A message that a consumer could not apply. Later ones of the same key wait behind it.',
    },
    PageOf(ParkedMessageBody),
  )
  list(@Query() filter: ParkedMessagesFilter): Promise<Page<ParkedMessage>> {
    return pageByPosition('parked-messages', (query) => this.parked.list(query), filter);
  }

  @OperatorRead(
    ':id',
    {
      summary: 'One parked message with the event as it was received',
      description: 'With the error that parked it.',
    },
    ParkedMessageDetailsBody,
  )
  async read(@IdParam() id: string): Promise<ParkedMessageDetails> {
    return found('parked message', id, await this.parked.inspect(id));
  }

  @OperatorCommand(
    ':id/replay',
    {
      summary: 'Replays the queue of the message’s key in order, until one fails',
      description:
        'Each is applied in a transaction of its own; the answer says how many were and why it stopped.',
    },
    ReplayBody,
  )
  async replay(@IdParam() id: string): Promise<ReplayResult> {
    return found('parked message', id, await this.parked.replay(id));
  }

  @OperatorCommand(
    ':id/discard',
    {
      summary: 'Gives the message up; the rest of its key can be replayed',
      description: 'What it would have done stays undone.',
    },
    ParkedMessageBody,
  )
  async discard(@IdParam() id: string): Promise<ParkedMessage> {
    return withoutEvent(found('parked message', id, await this.parked.discard(id)));
  }
}

/** The event itself may hold personal data: it is shown to whoever asks for the one message. */
function withoutEvent(message: ParkedMessage & { event?: unknown }): ParkedMessage {
  const { event: _, ...shown } = message;
  return shown;
}
