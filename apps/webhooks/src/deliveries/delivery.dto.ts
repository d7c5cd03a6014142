import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDayOrInstant, IsOneOf, IsText, MayBeAbsent } from '@houtai/service-host';
import { ToEndpointFilter } from '../endpoints/partner-filter.dto';
import { PUBLIC_EVENTS } from '../public-events/public-catalogue';
import { FAULTS } from '../sending/fault';
import { DELIVERY_STATES } from './delivery.transitions';

export class DeliveryFilter extends ToEndpointFilter('-seq', '-id') {
  @MayBeAbsent()
  @IsOneOf(DELIVERY_STATES)
  state?: string;

  @MayBeAbsent()
  @IsOneOf(PUBLIC_EVENTS.map(({ type }) => type))
  type?: string;

  @MayBeAbsent()
  @IsText(100, { example: 'reservation/0196f3a0-0000-7000-8000-000000000001' })
  subject?: string;

  @MayBeAbsent()
  @IsText(40, { example: 'evt_4f9a0c1de2b35768901a2b3c4d5e6f70' })
  messageId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Begun at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Begun before this time' })
  to?: string;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The message, `webhook-id` of the request' })
  messageId: string;

  @ApiProperty({ format: 'uuid' })
  endpointId: string;

  @ApiProperty({ format: 'uuid' })
  partnerId: string;

  @ApiProperty({ example: 'reservation.confirmed' })
  type: string;

  @ApiProperty({ example: 'reservation/0196f3a0-0000-7000-8000-000000000001' })
  subject: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ enum: DELIVERY_STATES })
  state: string;

  @ApiProperty({
    description:
      'It waits for more than its time: its endpoint is not active, or an earlier one of its subject comes first',
  })
  held: boolean;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it is tried next' })
  dueAt?: string;

  @ApiProperty({ type: 'integer', description: 'Attempts made, since the last replay' })
  attempts: number;

  @ApiProperty({ description: 'Sent with `webhook-replay: true`' })
  replayed: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  deliveredAt?: string;
}

class AttemptView {
  @ApiProperty({ type: 'integer', description: 'Grows from attempt to attempt, with gaps' })
  number: number;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: 'integer' })
  durationMs: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Of the answer' })
  status?: number;

  @ApiPropertyOptional({ enum: FAULTS, description: 'Why there was no answer' })
  fault?: string;

  @ApiPropertyOptional({ description: 'The address that was called' })
  address?: string;

  @ApiPropertyOptional({ description: 'The first 4 kB of the answer' })
  answer?: string;
}

export class DeliveryDetailView extends DeliveryView {
  @ApiProperty({ description: 'The text that was signed and sent' })
  body: string;

  @ApiPropertyOptional({ description: 'Trace of the work that led to the event' })
  traceId?: string;

  @ApiProperty({ type: [AttemptView], description: 'The last 50, newest first' })
  log: AttemptView[];
}
