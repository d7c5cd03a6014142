import type { List } from '@houtai/service-host';
import type { EndpointFilter } from './endpoint.dto';

/** In the order in which they were made. */
export const ENDPOINTS: List<EndpointFilter> = {
  name: 'webhook-endpoints',
  table: 'endpoint',
  only: `t.status <> 'deleted'`,
  fields: { id: { sql: 't.id', type: 'uuid' } },
  sorts: { id: 'endpoint_pkey' },
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { id: 'endpoint_by_partner' } },
    status: { sql: 't.status = $1', indexes: { id: 'endpoint_by_status' } },
  },
};
