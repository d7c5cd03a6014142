import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { ClockModule } from './clock/clock.module';
import { DeliveryModule } from './deliveries/delivery.module';
import { EndpointModule } from './endpoint-desk/endpoint.module';
import { MessageModule } from './messages/message.module';
import { ReplayModule } from './replays/replay.module';
import { PartnerModule } from './partners/partner.module';
import { PublicEventModule } from './public-events/public-event.module';

@Module({
  imports: [
    AggregateModule,
    ClockModule,
    PublicEventModule,
    EndpointModule,
    MessageModule,
    DeliveryModule,
    ReplayModule,
    PartnerModule,
  ],
})
export class WebhooksModule {}
