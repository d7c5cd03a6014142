import { Module } from '@nestjs/common';
import { ReferenceDataQueries } from './reference-data.queries';
import { ReferenceDataStore } from './reference-data.store';
import { WhenBranchOpened } from './when-branch-opened.consumer';
import { WhenVehicleClassDefined } from './when-vehicle-class-defined.consumer';
import { WhenVehicleRegistered } from './when-vehicle-registered.consumer';

@Module({
  controllers: [WhenBranchOpened, WhenVehicleClassDefined, WhenVehicleRegistered],
  providers: [ReferenceDataQueries, ReferenceDataStore],
  exports: [ReferenceDataQueries],
})
export class ReferenceDataModule {}
