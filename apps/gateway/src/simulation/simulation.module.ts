import { Module } from '@nestjs/common';
import { BusinessClockStore } from './business-clock.store';
import { SimulationController } from './simulation.controller';

@Module({
  controllers: [SimulationController],
  providers: [BusinessClockStore],
  exports: [BusinessClockStore],
})
export class SimulationModule {}
