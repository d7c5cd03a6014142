import type { List } from '@houtai/service-host';
import type { ReplayFilter } from './replay.dto';

export const REPLAYS: List<ReplayFilter, { id: string }> = {
  name: 'webhook-replays',
  table: 'replay',
  fields: { id: { sql: 't.id', type: 'uuid' } },
  sorts: { '-id': 'replay_pkey' },
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { '-id': 'replay_of_partner' } },
    endpointId: { sql: 't.endpoint_id = $1', indexes: { '-id': 'replay_of_endpoint' } },
    status: { sql: 't.status = $1', indexes: { '-id': 'replay_by_status' } },
  },
};
