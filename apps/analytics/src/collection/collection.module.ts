import { Module } from '@nestjs/common';
import { ProjectionModule } from '../projection/projection.module';
import { CollectEvents } from './collect-events.consumer';
import { RawEventStore } from './raw-event.store';

@Module({ imports: [ProjectionModule], controllers: [CollectEvents], providers: [RawEventStore] })
export class CollectionModule {}
