import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Reach, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { EventFilter, EventView } from './event.dto';
import { EventQueries } from './event.queries';

@ApiTags('webhooks')
@Controller('api/v1/events')
export class EventController {
  constructor(private readonly queries: EventQueries) {}

  @ReadRoute('', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'List what a partner was told, oldest first',
    description:
      'The same messages that endpoints are sent, for who prefers to poll: ask again with the `after` that was used last.',
    operationId: 'listEvents',
    answers: PageOf(EventView),
  })
  list(@Query() filter: EventFilter, @Reach() reach: Reach): Promise<Page<EventView>> {
    return this.queries.list(filter, reach);
  }
}
