import { ApiProperty } from '@nestjs/swagger';
import { IsDayOrInstant, IsOneOf, IsText, MayBeAbsent } from '@houtai/service-host';
import { OfPartnerFilter } from '../endpoints/partner-filter.dto';
import { PUBLIC_EVENTS } from '../public-events/public-catalogue';

export class EventFilter extends OfPartnerFilter('seq') {
  @MayBeAbsent()
  @IsOneOf(PUBLIC_EVENTS.map(({ type }) => type), { example: 'reservation.confirmed' })
  type?: string;

  @MayBeAbsent()
  @IsText(100, { example: 'reservation/0196f3a0-0000-7000-8000-000000000001' })
  subject?: string;

  @MayBeAbsent()
  @IsDayOrInstant({
    description: 'Written at or after it; 30 days are kept',
    example: '2026-03-01T00:00:00+08:00',
  })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Written before it', example: '2026-03-02T00:00:00+08:00' })
  to?: string;
}

/** What an endpoint is sent, byte for byte the same fields. */
export class EventView {
  @ApiProperty({ example: 'evt_4f9a0c1de2b35768901a2b3c4d5e6f70' })
  id: string;

  @ApiProperty({ example: 'reservation.confirmed' })
  type: string;

  @ApiProperty({ example: 'v1' })
  apiVersion: string;

  @ApiProperty({ format: 'date-time', description: 'When it happened' })
  timestamp: string;

  @ApiProperty({ example: 'reservation/0196f3a0-0000-7000-8000-000000000001' })
  subject: string;

  @ApiProperty({ type: 'integer', description: 'Grows with each event of the subject' })
  version: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'By the schema of the type (GET /webhook-event-types)',
  })
  data: Record<string, unknown>;
}
