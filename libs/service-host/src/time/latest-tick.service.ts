import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClockTickStore } from './clock-tick.store';
import { SimulatedClock } from './simulated-clock';

/** Simulated mode: a restarted service goes on at the last tick it has seen. */
@Injectable()
export class LatestTick implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly ticks: ClockTickStore,
    private readonly clock: SimulatedClock,
  ) {}

  async onModuleInit(): Promise<void> {
    const tick = await this.ticks.latest(this.database.manager);
    if (tick !== undefined) this.clock.advanceTo(tick);
  }
}
