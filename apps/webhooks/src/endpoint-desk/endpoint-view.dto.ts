import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { toInstant } from '@houtai/domain-kit';
import { FAULTS } from '../sending/fault';
import { breakerOf, type EndpointHealth } from '../endpoints/endpoint-health';
import { DISABLED_REASONS, ORDERINGS } from '../endpoints/endpoint';
import { ENDPOINT_STATUSES } from './endpoint.dto';
import type { StoredEndpoint } from '../endpoints/endpoint.store';

export class EndpointView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partnerId: string;

  @ApiProperty({ format: 'uri' })
  url: string;

  @ApiPropertyOptional()
  description?: string;

  @ApiProperty({ type: [String], example: ['reservation.*'] })
  eventTypes: string[];

  @ApiProperty({ enum: ORDERINGS })
  ordering: string;

  @ApiProperty({ type: 'integer' })
  mostInFlight: number;

  @ApiPropertyOptional({ type: 'integer' })
  mostPerSecond?: number;

  @ApiProperty({
    enum: ENDPOINT_STATUSES,
    description: 'It gets deliveries while `active`; otherwise they are held',
  })
  status: string;

  @ApiPropertyOptional({ enum: DISABLED_REASONS })
  disabledReason?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

/** With the secret, which is shown this once. */
export class EndpointSecretView extends EndpointView {
  @ApiProperty({
    description: 'Signs what is sent, by Standard Webhooks; it is not shown again',
    example: 'whsec_…',
  })
  secret: string;
}

class HealthView {
  @ApiProperty({
    enum: ['closed', 'open', 'half-open'],
    description: 'open: nothing is tried for a while; half-open: one at a time',
  })
  breaker: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Until then nothing is tried' })
  opensAgainAt?: string;

  @ApiProperty({ type: 'integer', description: 'Requests under way at a time, for now' })
  places: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'No attempt was taken since' })
  failingSince?: string;

  @ApiProperty({ type: 'integer', description: 'Deliveries that wait or are under way' })
  open: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'The oldest of them' })
  oldestOpenSince?: string;

  @ApiProperty({ type: 'integer' })
  exhausted: number;
}

export class EndpointDetailView extends EndpointView {
  @ApiProperty({ type: HealthView })
  health: HealthView;
}

/** What came of a test. */
export class TestResultView {
  @ApiProperty({ description: 'Answered with 2xx' })
  taken: boolean;

  @ApiPropertyOptional({ type: 'integer' })
  status?: number;

  @ApiPropertyOptional({ enum: FAULTS })
  fault?: string;

  @ApiProperty({ type: 'integer' })
  durationMs: number;

  @ApiPropertyOptional({ description: 'The first 4 kB of the answer' })
  answer?: string;

  @ApiProperty({ type: EndpointView })
  endpoint: EndpointView;
}

export interface OpenDeliveries {
  open: number;
  oldest: Date | null;
  exhausted: number;
}

export function endpointView({ state, version }: StoredEndpoint): EndpointView {
  const { eventTypes, ...endpoint } = state;
  return { ...endpoint, eventTypes: [...eventTypes], version };
}

export function endpointDetail(
  stored: StoredEndpoint,
  health: EndpointHealth,
  { open, oldest, exhausted }: OpenDeliveries,
  now: number,
): EndpointDetailView {
  const { breakerOpenUntil, places, failingSince } = health;
  const breaker = breakerOf(health, now);
  const most = Math.min(places ?? stored.state.mostInFlight, stored.state.mostInFlight);
  const time = (ms: number | undefined) => (ms === undefined ? undefined : toInstant(new Date(ms)));
  return {
    ...endpointView(stored),
    health: {
      breaker,
      opensAgainAt: breaker === 'open' ? time(breakerOpenUntil) : undefined,
      places: breaker === 'closed' ? most : breaker === 'open' ? 0 : 1,
      failingSince: time(failingSince),
      ...{ open, oldestOpenSince: oldest ? toInstant(oldest) : undefined, exhausted },
    },
  };
}
