import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Response shapes for the OpenAPI document. */
export class ParkedMessageBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() consumer: string;
  @ApiProperty({ format: 'uuid' }) messageId: string;
  @ApiProperty() type: string;
  @ApiProperty() topic: string;
  @ApiProperty({ type: 'integer' }) partition: number;
  @ApiProperty({ description: 'Decimal text' }) offset: string;
  @ApiProperty() key: string;
  @ApiProperty({ enum: ['failed', 'waiting', 'replayed', 'discarded'] }) status: string;
  @ApiProperty({ type: String, nullable: true }) error: string | null;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty({ format: 'date-time' }) parkedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) settledAt: string | null;
}

export class ParkedMessageDetailsBody extends ParkedMessageBody {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Attributes and data as received' })
  event: Record<string, unknown>;
}

export class ReplayBody {
  @ApiProperty({ type: 'integer' }) replayed: number;
  @ApiProperty({ type: 'integer' }) remaining: number;
  @ApiProperty() unblocked: boolean;
  @ApiPropertyOptional({ description: 'Why the replay stopped' }) error?: string;
}
