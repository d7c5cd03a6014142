import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ClockTickStore } from './clock-tick.store';
import { SimulatedClock } from './simulated-clock';

/** Simulated mode: a restarted service goes on at the last tick it has seen. */
@Injectable()
export class LatestTick implements OnModuleInit {
  constructor(
    private readonly ticks: ClockTickStore,
    private readonly clock: SimulatedClock,
  ) {}

  async onModuleInit(): Promise<void> {
    const tick = await this.ticks.latest();
    if (tick !== undefined) this.clock.advanceTo(tick);
  }
}
