import type { List } from '@houtai/service-host';
import type { AccountFilter } from './account.dto';

function accountsOf(name: string, all: string, byStatus: string): List<AccountFilter> {
  return {
    name,
    table: 'account',
    fields: {
      createdAt: { sql: 't.created_at', type: 'timestamptz' },
      id: { sql: 't.id', type: 'uuid' },
    },
    sorts: { createdAt: all },
    filters: {
      status: {
        sql: (status) => ['t.disabled = $1', status === 'disabled'],
        indexes: { createdAt: byStatus },
      },
    },
  };
}

/** Of the company's own people. */
export const USER_ACCOUNTS = accountsOf('user-accounts', 'account_by_time', 'account_of_staff_by_status');
export const PARTNER_USERS = accountsOf(
  'partners/{partnerId}/users',
  'account_of_partner',
  'account_of_partner_by_status',
);

/** @param partnerId whose people; undefined for the company's own */
export function peopleOf(partnerId: string | undefined): readonly [string, string?] {
  return partnerId === undefined ? ['t.partner_id is null'] : ['t.partner_id = $1', partnerId];
}
