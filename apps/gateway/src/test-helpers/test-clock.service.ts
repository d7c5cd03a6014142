import { Injectable } from '@nestjs/common';
import { addHours, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { ownerOf, type Reach } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { refuse } from '../gateway.errors';
import { WallClock } from '../identity/wall-clock.service';
import { BusinessClockStore } from '../simulation/business-clock.store';
import { ClockMoveStore } from './clock-move.store';
import { refuseFarMove, refuseFrequentMove } from './test-clock';
import type { TestClockView } from './test-clock.dto';

/** The clock of the whole test realm as partners see and move it; staff within the same step. */
@Injectable()
export class TestClock {
  constructor(
    private readonly config: GatewayConfig,
    private readonly clock: BusinessClockStore,
    private readonly moves: ClockMoveStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly wallClock: WallClock,
  ) {}

  async read(): Promise<TestClockView> {
    this.refuseLive();
    return this.shown((await this.clock.read()).now);
  }

  /** Throws `time-goes-back`, `clock-moved-too-far`, `clock-moves-used-up`. What is refused is no move. */
  move(reach: Reach, correlationId: string, to: Instant): Promise<TestClockView> {
    this.refuseLive();
    const { testClockMostDays: mostDays, testClockMovesPerHour: movesPerHour } = this.config;
    const partnerId = ownerOf(reach);
    return this.unitOfWork.run(async () => {
      if (partnerId !== undefined) {
        const wallNow = this.wallClock.now();
        const lately = await this.moves.since(partnerId, addHours(wallNow, -1));
        refuseFrequentMove(lately, { movesPerHour }, wallNow);
        await this.moves.note(partnerId, wallNow);
      }
      const { now } = await this.clock.advance(correlationId, to, (from) =>
        refuseFarMove(from, to, { mostDays }),
      );
      return this.shown(now);
    });
  }

  private shown(now: Instant | null): TestClockView {
    return { now, mostDays: this.config.testClockMostDays };
  }

  private refuseLive(): void {
    if (this.config.mode !== 'simulated') refuse('not-simulated');
  }
}
