import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { SimulationModule } from '../simulation/simulation.module';
import { ClockMoveStore } from './clock-move.store';
import { TestClockController } from './test-clock.controller';
import { TestClock } from './test-clock.service';

/** What the gateway has in the test realm and nowhere else (docs/adr/0034). */
@Module({
  imports: [IdentityModule, SimulationModule],
  controllers: [TestClockController],
  providers: [TestClock, ClockMoveStore],
})
export class TestHelperModule {}
