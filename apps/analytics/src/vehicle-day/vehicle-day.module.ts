import { Module } from '@nestjs/common';
import { RollUpDays } from './roll-up-days.service';

@Module({ providers: [RollUpDays] })
export class VehicleDayModule {}
