import type { List } from '@houtai/service-host';
import type { EventFilter } from './event.dto';

const IN_ORDER = { seq: 'message_by_seq' };

/** Oldest first, so that whoever polls goes on with the cursor of the last page it has read. */
export const EVENTS: List<EventFilter, { seq: string }> = {
  name: 'events',
  table: 'message',
  fields: { seq: { sql: 't.seq', type: 'bigint' } },
  ties: ['seq'],
  sorts: IN_ORDER,
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { seq: 'message_by_partner' } },
    type: { sql: 't.type = $1', indexes: { seq: 'message_by_type' } },
    subject: { sql: 't.subject = $1', indexes: { seq: 'message_by_subject' }, leaves: 'few' },
    from: { sql: 't.created_at >= $1', indexes: IN_ORDER },
    to: { sql: 't.created_at < $1', indexes: IN_ORDER },
  },
};
