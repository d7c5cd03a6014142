import { Controller } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { MessagingStatus, type DrainedSnapshot, type MessagingSnapshot } from '@houtai/messaging';
import { ReadRoute } from '../http/route';

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

class ConsumerStatusBody {
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) types: string[];
  @ApiProperty({ ...COUNTS, description: 'Events applied by type' }) applied: Record<string, number>;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Messages not dealt with yet; null while unknown',
  })
  lag: number | null;

  @ApiProperty({ type: 'integer' }) parked: number;
  @ApiProperty({ type: 'integer', description: 'Keys that wait for a version that did not come' })
  gaps: number;
  @ApiProperty({ type: 'integer', description: 'Messages nobody could read, open for an operator' })
  undecodable: number;
  @ApiProperty({ type: 'integer' }) discarded: number;
  @ApiProperty() healthy: boolean;
}

class BusStatusBody {
  @ApiProperty() service: string;
  @ApiProperty({ enum: ['kafka', 'embedded'] }) bus: string;
  @ApiProperty({ ...COUNTS, description: 'Events committed by type' }) produced: Record<string, number>;
  @ApiProperty({ type: 'integer' }) outboxDepth: number;
  @ApiProperty() outboxOldestAgeSeconds: number;
  @ApiProperty({ type: 'integer' }) outboxDead: number;
  @ApiProperty({ type: [ConsumerStatusBody] }) consumers: ConsumerStatusBody[];

  @ApiProperty({
    type: [String],
    description: 'What is wrong with outbox, relay or consumers; empty when all is well',
  })
  faults: string[];
}

class DrainedBody {
  @ApiProperty() drained: boolean;
  @ApiProperty({ type: 'integer' }) outboxDepth: number;
  @ApiProperty({ type: 'integer', nullable: true }) lag: number | null;
  @ApiProperty({ type: 'integer' }) inFlight: number;
}

/** What this service has published and applied. */
@ApiTags('operations')
@Controller('internal/bus')
export class BusStatusController {
  constructor(private readonly messaging: MessagingStatus) {}

  @ReadRoute('', {
    access: 'operations:read',
    summary: 'Events produced and applied, outbox, consumers',
    description: 'Counts since the service was installed, and what is wrong at present.',
    answers: BusStatusBody,
  })
  read(): Promise<MessagingSnapshot> {
    return this.messaging.read();
  }

  @ReadRoute('drained', {
    access: 'operations:read',
    summary: 'Whether no event of this service is on its way; cheap to ask often',
    description: 'Neither in its outbox nor before one of its consumers.',
    answers: DrainedBody,
  })
  drained(): Promise<DrainedSnapshot> {
    return this.messaging.isDrained();
  }
}
