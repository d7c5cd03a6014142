import { Module } from '@nestjs/common';
import { ProjectionModule } from '../projection/projection.module';
import { VehicleDayModule } from '../vehicle-day/vehicle-day.module';
import { RebuildController } from './rebuild.controller';
import { RebuildStore } from './rebuild.store';

@Module({
  imports: [ProjectionModule, VehicleDayModule],
  controllers: [RebuildController],
  providers: [RebuildStore],
})
export class RebuildModule {}
