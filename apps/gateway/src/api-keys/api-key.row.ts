import { column, type Fields, type RowOf } from '@houtai/domain-kit';
import type { ApiKey } from './api-key';

/** Columns of `api_key` beside when it was last used, which is no change of the key. */
export const COLUMNS = {
  fixed: {
    key_id: column<string>(),
    partner_id: column<string>(),
    name: column<string>(),
    secret_hash: column<string>(),
    networks: column<string[]>(),
    created_at: column<Date>(),
    created_by: column<string>(),
  },
  changing: {
    status: column<ApiKey['status']>(),
    scopes: column<readonly string[]>(),
    expires_at: column<Date>(),
    successor_id: column<string | null>(),
    revoked_at: column<Date | null>(),
    next_notice_at: column<Date | null>(),
  },
};
export type ApiKeyRow = RowOf<typeof COLUMNS>;

export function toApiKey(row: Fields<ApiKeyRow>): ApiKey {
  return row;
}
