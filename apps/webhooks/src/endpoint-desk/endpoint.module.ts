import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { AddressModule } from '../addresses/address.module';
import { DeliveryModule } from '../deliveries/delivery.module';
import { AroundEndpoint } from './around-endpoint.service';
import { EndpointController } from './endpoint.controller';
import { EndpointDesk } from './endpoint-desk.service';
import { EndpointQueries } from './endpoint.queries';
import { EndpointRooms } from './endpoint-rooms.service';
import { EndpointTest } from './endpoint-test.service';
import { SEALED_SECRET } from '../endpoints/secret-place';
import { SecretStore } from './secret.store';

@Module({
  imports: [AddressModule, DeliveryModule],
  controllers: [EndpointController],
  providers: [
    AroundEndpoint,
    EndpointDesk,
    EndpointQueries,
    EndpointRooms,
    EndpointTest,
    SecretStore,
    ...sealAnew(SEALED_SECRET),
  ],
  exports: [EndpointQueries, EndpointRooms],
})
export class EndpointModule {}
