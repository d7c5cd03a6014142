import { Body, Controller, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CommandRoute, IsInstant, ReadRoute } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { refuse } from '../gateway.errors';
import type { BusinessClock } from './business-clock';
import { BusinessClockStore } from './business-clock.store';

class AdvanceClock {
  @IsInstant({
    description: 'With offset; not before the time it is now',
    example: '2027-03-02T10:00:00+08:00',
  })
  now: string;
}

class BusinessClockBody {
  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Null before the first move',
  })
  now: string | null;
  @ApiProperty({ type: 'integer', description: 'Number of moves' }) version: number;
}

/** One business time for the whole system, in simulated mode only. */
@ApiTags('simulation')
@Controller('api/v1/simulation/clock')
export class SimulationController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly clock: BusinessClockStore,
  ) {}

  @ReadRoute('', {
    access: 'simulation:read',
    summary: 'Simulated business time',
    description: 'What every service takes as now. In live mode there is none to show.',
    answers: BusinessClockBody,
    problems: ['not-simulated'],
  })
  read(): Promise<BusinessClock> {
    this.refuseLive();
    return this.clock.read();
  }

  @CommandRoute('', {
    access: 'simulation:write',
    summary: 'Move time on in all services; the same time again runs what has become due since',
    description: 'Never back. What becomes due is done before other requests see the new time.',
    answers: BusinessClockBody,
    problems: ['not-simulated', 'time-goes-back'],
  })
  advance(@Body() { now }: AdvanceClock, @Req() { id }: FastifyRequest): Promise<BusinessClock> {
    this.refuseLive();
    return this.clock.advance(id, now);
  }

  private refuseLive(): void {
    if (this.config.mode === 'simulated') return;
    refuse('not-simulated');
  }
}
