import { Module } from '@nestjs/common';
import { ReferenceDataQueries } from './reference-data.queries';
import { ReferenceDataStore } from './reference-data.store';
import { WhenFleetTells } from './when-fleet-tells.consumer';

@Module({
  controllers: [WhenFleetTells],
  providers: [ReferenceDataQueries, ReferenceDataStore],
  exports: [ReferenceDataQueries],
})
export class ReferenceDataModule {}
