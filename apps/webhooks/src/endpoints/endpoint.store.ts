import { Injectable } from '@nestjs/common';
import { AggregatePlatform, OwnedAggregateStore, type Stored } from '@houtai/aggregate';
import type { Endpoint, EndpointCommand, EndpointEvent, MadeEndpoint } from './endpoint';
import { endpoint } from './endpoint.aggregate';
import { COLUMNS, toEndpoint, type EndpointRow } from './endpoint.row';
import { webhooksErrors } from '../webhooks.errors';

export type StoredEndpoint = Stored<Endpoint>;

@Injectable()
export class EndpointStore extends OwnedAggregateStore<
  EndpointCommand,
  Endpoint,
  EndpointEvent,
  EndpointRow
> {
  constructor(platform: AggregatePlatform) {
    super(
      endpoint,
      {
        name: 'endpoint',
        id: 'id',
        columns: COLUMNS,
        toState: toEndpoint,
        refusals: {
          endpoint_url_once: ({ url }: MadeEndpoint) => webhooksErrors.error('endpoint-url-taken', { url }),
        },
      },
      platform,
    );
  }
}
