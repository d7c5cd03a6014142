import { Controller, Headers } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute } from '@houtai/service-host';
import { EventTypesView } from './event-type.dto';
import { PUBLIC_EVENTS } from './public-catalogue';

@ApiTags('webhooks')
@Controller('api/v1/webhook-event-types')
export class EventTypeController {
  @ReadRoute('', {
    access: 'webhooks:read',
    partner: 'reference',
    summary: 'List what an endpoint can subscribe to, each with schema and sample',
    description: '`reservation.*` subscribes to all of a kind.',
    operationId: 'listWebhookEventTypes',
    answers: EventTypesView,
  })
  list(@Headers('accept-language') language = ''): EventTypesView {
    const tongue = /^\s*zh/i.test(language) ? 'zh' : 'en';
    const items = PUBLIC_EVENTS.map(({ type, meaning, subject, audience, schema, sample }) => ({
      ...{ type, meaning: meaning[tongue], subject, forEveryone: audience === 'everyone' },
      // what TypeBox keeps beside the schema are symbols, which JSON leaves out
      schema: schema as unknown as Record<string, unknown>,
      sample: sample as Record<string, unknown>,
    }));
    return { items };
  }
}
