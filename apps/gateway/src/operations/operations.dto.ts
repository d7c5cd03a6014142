import { ApiProperty } from '@nestjs/swagger';

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class ServiceBusBody {
  @ApiProperty() service: string;
  @ApiProperty() reachable: boolean;
  @ApiProperty({ type: 'integer' }) produced: number;
  @ApiProperty({ type: 'integer', nullable: true }) outboxDepth: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Events that can never be sent' })
  outboxDead: number | null;
}

export class ConsumerBody {
  @ApiProperty() service: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) types: string[];
  @ApiProperty({ ...COUNTS, description: 'Events produced, of each type it handles' }) due: Record<
    string,
    number
  >;
  @ApiProperty({ ...COUNTS, description: 'Events applied' }) applied: Record<string, number>;
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
  @ApiProperty({ type: 'integer', description: 'Due and neither applied, parked nor given up' })
  pending: number;
}

export class BusReportBody {
  @ApiProperty({ description: 'No event is on its way anywhere, as seen twice in a row' }) drained: boolean;
  @ApiProperty({ type: 'integer', description: 'Events of the whole system' }) produced: number;
  @ApiProperty({ type: 'integer', description: 'Effects that all consumers together owe' }) due: number;
  @ApiProperty({ type: 'integer', description: 'Effects done' }) applied: number;
  @ApiProperty({ type: 'integer' }) parked: number;
  @ApiProperty({ type: 'integer' }) pending: number;
  @ApiProperty({ type: 'integer' }) outboxDepth: number;
  @ApiProperty(COUNTS) producedByType: Record<string, number>;
  @ApiProperty({ type: [ServiceBusBody] }) services: ServiceBusBody[];
  @ApiProperty({ type: [ConsumerBody] }) consumers: ConsumerBody[];
}

export class ServiceHealthBody {
  @ApiProperty() service: string;
  @ApiProperty() ready: boolean;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer' }) milliseconds: number;
  @ApiProperty() routesKnown: boolean;
  @ApiProperty({
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
    description: 'What its probe says, or why it says nothing',
  })
  details: unknown;
}

export class ServicesBody {
  @ApiProperty({ type: [ServiceHealthBody] }) items: ServiceHealthBody[];
}
