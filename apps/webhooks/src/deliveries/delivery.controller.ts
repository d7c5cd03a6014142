import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Reach, CommandRoute, IdParam, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { DeliveryDesk } from './delivery-desk.service';
import { DeliveryDetailView, DeliveryFilter, DeliveryView } from './delivery.dto';
import { DeliveryQueries } from './delivery.queries';

@ApiTags('webhooks')
@Controller('api/v1/webhook-deliveries')
export class DeliveryController {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly desk: DeliveryDesk,
  ) {}

  @ReadRoute('', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'List deliveries, newest first',
    description: 'One for each message and endpoint, with its state and when it is tried next.',
    operationId: 'listWebhookDeliveries',
    answers: PageOf(DeliveryView),
  })
  list(@Query() filter: DeliveryFilter, @Reach() reach: Reach): Promise<Page<DeliveryView>> {
    return this.queries.list(filter, reach);
  }

  @ReadRoute(':id', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'Show a delivery with what was sent and every attempt',
    description: '`body` is byte for byte what was signed. Of each answer the first 4 kB are kept.',
    operationId: 'showWebhookDelivery',
    answers: DeliveryDetailView,
  })
  one(@IdParam() id: string, @Reach() reach: Reach): Promise<DeliveryDetailView> {
    return this.queries.one(id, reach);
  }

  @CommandRoute(':id/replay', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'Send it again, under the same id and marked as a replay',
    description: '`webhook-replay: true` tells the receiver. It has all its attempts anew.',
    operationId: 'replayWebhookDelivery',
    answers: DeliveryDetailView,
    problems: ['delivery-under-way', 'endpoint-status'],
  })
  async replay(@IdParam() id: string, @Reach() reach: Reach): Promise<DeliveryDetailView> {
    await this.desk.replay(id, reach);
    return this.queries.one(id, reach);
  }

  @CommandRoute(':id/skip', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'Give it up; on an ordered endpoint those behind it go on',
    description: 'Can be replayed later.',
    operationId: 'skipWebhookDelivery',
    answers: DeliveryDetailView,
    problems: ['delivery-under-way', 'delivery-over'],
  })
  async skip(@IdParam() id: string, @Reach() reach: Reach): Promise<DeliveryDetailView> {
    await this.desk.skip(id, reach);
    return this.queries.one(id, reach);
  }
}
