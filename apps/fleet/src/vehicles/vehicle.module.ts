import { Module } from '@nestjs/common';
import { ExpirePapers } from './expire-papers.service';
import { VehicleHistoryQueries } from './vehicle-history.queries';
import { VehicleController } from './vehicle.controller';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';
import { WhenVehicleServes } from './when-vehicle-serves.consumer';

@Module({
  controllers: [VehicleController, WhenVehicleServes],
  providers: [VehicleStore, VehicleQueries, VehicleHistoryQueries, ExpirePapers],
  exports: [VehicleStore],
})
export class VehicleModule {}
