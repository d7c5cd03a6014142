import { Module } from '@nestjs/common';
import { VehicleDayModule } from '../vehicle-day/vehicle-day.module';
import { CollectEvents } from './collect-events.consumer';
import { RawEventStore } from './raw-event.store';

@Module({ imports: [VehicleDayModule], controllers: [CollectEvents], providers: [RawEventStore] })
export class CollectionModule {}
