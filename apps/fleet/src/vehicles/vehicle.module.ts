import { Module } from '@nestjs/common';
import { ExpirePapers } from './expire-papers.service';
import { VehicleController } from './vehicle.controller';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';
import { WhenVehicleServes } from './when-vehicle-serves.consumer';

@Module({
  controllers: [VehicleController, WhenVehicleServes],
  providers: [VehicleStore, VehicleQueries, ExpirePapers],
})
export class VehicleModule {}
