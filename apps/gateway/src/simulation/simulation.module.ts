import { Module } from '@nestjs/common';
import { BusinessClockStore } from './business-clock.store';
import { SimulationController } from './simulation.controller';

@Module({ controllers: [SimulationController], providers: [BusinessClockStore] })
export class SimulationModule {}
