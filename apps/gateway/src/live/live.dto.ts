import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsTextUpTo, MayBeAbsent, Rule } from '@houtai/service-host';
import { LIVE_TOPICS, isLiveTopic, topicsIn } from './live-topics';

const NAMES = LIVE_TOPICS.join(', ');
const PATTERN = `^(${LIVE_TOPICS.join('|')})(,(${LIVE_TOPICS.join('|')}))*$`;

function IsTopics(): PropertyDecorator {
  const holds = (value: unknown) => typeof value === 'string' && topicsIn(value).every(isLiveTopic);
  return Rule(
    'isTopics',
    holds,
    `must be some of ${NAMES}, with commas between`,
    `必须是以下主题，以逗号分隔：${NAMES}`,
  );
}

export class LiveFilter {
  @ApiProperty({
    type: 'string',
    pattern: PATTERN,
    description: `Some of ${NAMES}, with commas between`,
    example: 'reservations,conflicts',
  })
  @IsTopics()
  topics: string;

  @MayBeAbsent()
  @IsId({ description: 'Only what concerns this branch, and what names no branch at all' })
  branchId?: string;

  @MayBeAbsent()
  @IsTextUpTo(100, {
    description:
      'The `id` of the last event received: the stream goes on behind it. The header `Last-Event-ID` says the same and goes first',
    maxLength: 100,
  })
  after?: string;

  @MayBeAbsent()
  @IsTextUpTo(100, {
    description: 'Of `POST /api/v1/live-tickets`, in place of the Authorization header; good once',
    maxLength: 100,
  })
  ticket?: string;
}

export class LiveTicketBody {
  @ApiProperty({ description: 'For the parameter `ticket` of `GET /api/v1/live`; good once' }) ticket: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}
