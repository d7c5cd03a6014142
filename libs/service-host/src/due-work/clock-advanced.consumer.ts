import { Controller, Inject, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { clockAdvancedV1, type ClockAdvancedV1 } from '@houtai/event-catalogue';
import { EventContext, currentCall, runInCall } from '@houtai/messaging';
import { ClockTickStore } from '../time/clock-tick.store';
import { SimulatedClock } from '../time/simulated-clock';
import { DueWorkRegistry } from './due-work-registry';

/** Simulated mode: time moves by an event, and what has become due is done in the transaction of that event. */
export function clockAdvancedConsumer(service: string): Type<unknown> {
  @Controller()
  class ClockAdvancedConsumer {
    constructor(
      @Inject(SimulatedClock) private readonly clock: SimulatedClock,
      @Inject(ClockTickStore) private readonly ticks: ClockTickStore,
      @Inject(DueWorkRegistry) private readonly dueWork: DueWorkRegistry,
    ) {}

    @EventPattern(clockAdvancedV1.type, { consumer: `${service}-clock` })
    async handle(@Payload() tick: ClockAdvancedV1, @Ctx() context: EventContext): Promise<void> {
      this.clock.advanceTo(tick.now);
      await this.ticks.save(tick.now);
      const call = { correlationId: context.event.correlationId, ...currentCall(), businessTime: tick.now };
      await runInCall(call, () => this.dueWork.runAll(tick.now));
    }
  }
  return ClockAdvancedConsumer;
}
