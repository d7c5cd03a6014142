import type { Instant } from '@houtai/domain-kit';
import type { Clock } from './clock';

/** The system's time. */
export class LiveClock implements Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}
