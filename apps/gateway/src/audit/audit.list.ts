import type { List } from '@houtai/service-host';
import type { AuditFilter } from './audit.dto';

const BY_TIME = { '-at': 'audit_entry_by_time' };

/** Ids are in the order in which entries were written, which is nearly that of their times. */
export const AUDIT_ENTRIES: List<AuditFilter, { id: number; at: Date }> = {
  name: 'audit-entries',
  table: 'audit_entry',
  fields: {
    id: { sql: 'id', type: 'bigint', of: (row) => row.id },
    at: { sql: 'at', type: 'timestamptz', of: (row) => row.at },
  },
  sorts: { '-id': 'audit_entry_pkey', ...BY_TIME },
  filters: {
    actorId: { sql: 'actor_id = $1', indexes: { '-id': 'audit_entry_by_actor' } },
    service: { sql: 'service = $1', indexes: { '-id': 'audit_entry_by_service' } },
    target: { sql: 'target = $1', indexes: { '-id': 'audit_entry_by_target' } },
    correlationId: {
      sql: 'correlation_id = $1',
      indexes: { '-id': 'audit_entry_by_correlation' },
      leaves: 'few',
    },
    partnerId: {
      sql: 'partner_id = $1',
      indexes: { '-id': 'audit_entry_by_partner', '-at': 'audit_entry_by_partner_and_time' },
    },
    keyId: { sql: 'key_id = $1', indexes: { '-id': 'audit_entry_by_key' } },
    from: { sql: 'at >= $1', indexes: BY_TIME },
    to: { sql: 'at < $1', indexes: BY_TIME },
  },
};
