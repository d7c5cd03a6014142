import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';

/**
 * The system's time. Tokens, lock-outs and the audit trail follow it in every mode: simulated business time must not
 * make a token live longer or a lock end sooner.
 */
@Injectable()
export class WallClock {
  now(): Instant {
    return new Date().toISOString();
  }
}
