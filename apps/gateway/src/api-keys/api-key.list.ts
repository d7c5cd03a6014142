import type { Condition, List } from '@houtai/service-host';
import type { KeyStatus } from '../credentials/key-status';
import type { ApiKeyFilter } from './api-key-filter.dto';

export const API_KEYS: List<ApiKeyFilter> = {
  name: 'api-keys',
  table: 'api_key',
  fields: {
    createdAt: { sql: 't.created_at', type: 'timestamptz' },
    id: { sql: 't.key_id', type: 'uuid' },
  },
  sorts: { createdAt: 'api_key_by_age' },
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { createdAt: 'api_key_of_partner' } },
    status: { sql: (status, { now }) => isOf(status, now), indexes: { createdAt: 'api_key_by_status' } },
  },
};

/** Time ends a key that nobody revoked. */
function isOf(status: KeyStatus, now: string | undefined): Condition {
  if (status === 'revoked') return ['t.status = $1', status];
  if (status === 'expired') return [`t.status <> 'revoked' and t.expires_at <= $1`, now];
  return ['t.status = $1 and t.expires_at > $2', status, now];
}
