import type { Instant } from '@houtai/domain-kit';
import { currentCall } from '@houtai/messaging';
import type { Clock } from './clock';

/**
 * Business time under simulation: that of the request or event in hand, else the last tick.
 * Before the first tick it is the system's time. It never goes back by a tick that arrives late.
 */
export class SimulatedClock implements Clock {
  private latestTick: Instant | undefined;

  /** None before the first one, and none in live mode. */
  lastTick(): Instant | undefined {
    return this.latestTick;
  }

  now(): Instant {
    return currentCall()?.businessTime ?? this.latestTick ?? new Date().toISOString();
  }

  advanceTo(tick: Instant): void {
    if (this.latestTick === undefined || tick > this.latestTick) this.latestTick = tick;
  }
}
