import type { List } from '@houtai/service-host';
import type { DeliveryFilter } from './delivery.dto';

const IN_ORDER = { '-seq': 'delivery_in_order' };

/** The newest message first. */
export const DELIVERIES: List<DeliveryFilter, { id: string; seq: string }> = {
  name: 'webhook-deliveries',
  table: 'delivery',
  fields: { seq: { sql: 't.seq', type: 'bigint' }, id: { sql: 't.id', type: 'uuid' } },
  sorts: { ...IN_ORDER, '-id': 'delivery_pkey' },
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { '-seq': 'delivery_by_partner' } },
    endpointId: { sql: 't.endpoint_id = $1', indexes: { '-seq': 'delivery_by_endpoint' } },
    state: { sql: 't.state = $1', indexes: { '-seq': 'delivery_by_state' } },
    // of a dozen types, which the partner or the endpoint narrows down: an index more would cost every delivery
    type: { sql: 't.type = $1', indexes: IN_ORDER },
    // by their place: ids of what was told at once are in no order
    subject: { sql: 't.subject = $1', indexes: { '-seq': 'delivery_by_subject' }, leaves: 'few' },
    // one for each of its endpoints: found by the message, then read in the order of their ids
    messageId: {
      sql: 't.id = any (array(select d.id from delivery d where d.message_id = $1))',
      indexes: { '-id': 'delivery_pkey' },
      leaves: 'few',
    },
    from: { sql: 't.created_at >= $1', indexes: IN_ORDER },
    to: { sql: 't.created_at < $1', indexes: IN_ORDER },
  },
};
