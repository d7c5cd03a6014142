import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IsId, IsInstant, IsOneOf, MayBeAbsent } from '@houtai/service-host';
import { ToEndpointFilter } from '../endpoints/partner-filter.dto';
import { IsSubscriptions } from '../public-events/subscriptions.dto';

export const REPLAY_STATUSES = ['running', 'done', 'cancelled'] as const;

export class StartReplayRequest {
  @IsId({ description: 'Where it goes' })
  endpointId: string;

  @IsInstant({ description: 'Of messages written at or after it', example: '2026-03-01T00:00:00+08:00' })
  since: string;

  @MayBeAbsent()
  @IsInstant({ description: 'Of messages written before it; now when absent' })
  until?: string;

  @MayBeAbsent()
  @IsSubscriptions()
  eventTypes?: string[];

  @MayBeAbsent()
  @ApiProperty({ type: 'boolean', default: true, description: 'Only what was not delivered' })
  @IsBoolean()
  missedOnly?: boolean;
}

export class RecoverRequest {
  @IsInstant({ description: 'Not more than 30 days ago', example: '2026-03-01T00:00:00+08:00' })
  since: string;
}

export class ReplayFilter extends ToEndpointFilter('-id') {
  @MayBeAbsent()
  @IsOneOf(REPLAY_STATUSES)
  status?: (typeof REPLAY_STATUSES)[number];
}

export class ReplayView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partnerId: string;

  @ApiProperty({ format: 'uuid' })
  endpointId: string;

  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty({ format: 'date-time' })
  until: string;

  @ApiProperty({ type: [String] })
  eventTypes: string[];

  @ApiProperty({ description: 'Only what was not delivered' })
  missedOnly: boolean;

  @ApiProperty({ enum: REPLAY_STATUSES, description: 'done: every message is on its way or there' })
  status: string;

  @ApiProperty({ type: 'integer', description: 'Messages that were looked at' })
  lookedAt: number;

  @ApiProperty({ type: 'integer', description: 'Deliveries that were begun' })
  begun: number;

  @ApiProperty({ type: 'integer' })
  delivered: number;

  @ApiProperty({ type: 'integer', description: 'On their way' })
  open: number;

  @ApiProperty({ type: 'integer' })
  exhausted: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;
}
