import { Module } from '@nestjs/common';
import { DeliveryModule } from '../deliveries/delivery.module';
import { Days } from './days.service';
import { EventController } from './event.controller';
import { EventQueries } from './event.queries';
import { FanOutStore } from './fan-out.store';
import { WhenSomethingHappens } from './when-something-happens.consumer';

@Module({
  imports: [DeliveryModule],
  controllers: [EventController, WhenSomethingHappens],
  providers: [EventQueries, FanOutStore, Days],
})
export class MessageModule {}
