import { Body, Controller, Header, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CommandRoute, Reach, ReadRoute } from '@houtai/service-host';
import { MoveTestClock, TestClockView } from './test-clock.dto';
import { TestClock } from './test-clock.service';

/** In the test realm alone: one business time for everybody, which partners move too. */
@ApiTags('test-helpers')
@Controller('api/v1/test-helpers/clock')
export class TestClockController {
  constructor(private readonly clock: TestClock) {}

  @ReadRoute('', {
    access: 'test-clock:read',
    partner: 'reference',
    summary: 'Time of the test realm',
    description: 'Test realm only. One clock for all who test here; it stands still until somebody moves it.',
    operationId: 'showTestClock',
    answers: TestClockView,
    problems: ['not-simulated'],
  })
  @Header('cache-control', 'no-store')
  read(): Promise<TestClockView> {
    return this.clock.read();
  }

  @CommandRoute('', {
    access: 'test-clock:write',
    partner: 'reference',
    summary: 'Move the time of the test realm on',
    description:
      'Test realm only. Forward, and at most `mostDays` in one step; the same time again runs what has become due since. It ' +
      'is everybody’s clock: what is due by then becomes due for bookings of others too. A partner may move it a number of ' +
      'times an hour.',
    operationId: 'moveTestClock',
    answers: TestClockView,
    problems: ['not-simulated', 'time-goes-back', 'clock-moved-too-far', 'clock-moves-used-up'],
  })
  move(
    @Body() { now }: MoveTestClock,
    @Reach() reach: Reach,
    @Req() { id }: FastifyRequest,
  ): Promise<TestClockView> {
    return this.clock.move(reach, id, now);
  }
}
