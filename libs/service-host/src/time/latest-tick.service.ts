import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { ClockTickStore } from './clock-tick.store';
import { SimulatedClock } from './simulated-clock';

/** Simulated mode: a restarted service goes on at the last tick it has seen. */
@Injectable()
export class LatestTick implements OnModuleInit {
  constructor(
    private readonly sql: Sql,
    private readonly ticks: ClockTickStore,
    private readonly clock: SimulatedClock,
  ) {}

  async onModuleInit(): Promise<void> {
    const tick = await this.ticks.latest(this.sql);
    if (tick !== undefined) this.clock.advanceTo(tick);
  }
}
