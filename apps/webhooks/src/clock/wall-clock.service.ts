import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';

/** The system's time, also in a simulation: receivers live in it, whatever day it is in the business. */
@Injectable()
export class WallClock {
  now(): Instant {
    return new Date().toISOString();
  }
}
