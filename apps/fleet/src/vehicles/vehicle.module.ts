import { Module } from '@nestjs/common';
import { ExpirePapers } from './expire-papers.service';
import { VehicleController } from './vehicle.controller';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';
import { WhenAgreementOpened } from './when-agreement-opened.consumer';
import { WhenAllocationReleased } from './when-allocation-released.consumer';
import { WhenVehicleAllocated } from './when-vehicle-allocated.consumer';
import { WhenVehicleReturned } from './when-vehicle-returned.consumer';

@Module({
  controllers: [
    VehicleController,
    WhenVehicleAllocated,
    WhenAllocationReleased,
    WhenAgreementOpened,
    WhenVehicleReturned,
  ],
  providers: [VehicleStore, VehicleQueries, ExpirePapers],
})
export class VehicleModule {}
