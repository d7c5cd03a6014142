import { Module } from '@nestjs/common';
import { VehicleFactsStore } from './vehicle-facts.store';
import { WhenFleetTellsOfVehicles } from './when-fleet-tells-of-vehicles.consumer';

@Module({
  controllers: [WhenFleetTellsOfVehicles],
  providers: [VehicleFactsStore],
  exports: [VehicleFactsStore],
})
export class VehicleModule {}
