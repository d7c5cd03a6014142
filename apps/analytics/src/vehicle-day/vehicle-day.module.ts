import { Module } from '@nestjs/common';
import { RollUpDays } from './roll-up-days.service';
import { VehicleDayStore } from './vehicle-day.store';

@Module({ providers: [RollUpDays, VehicleDayStore], exports: [VehicleDayStore] })
export class VehicleDayModule {}
