import { SecretBox } from '@houtai/service-host';
import { describeLists, testId, type TestService } from '@houtai/testing';
import { PARTNER_USERS, USER_ACCOUNTS } from '../src/accounts/account.list';
import { API_KEYS } from '../src/api-keys/api-key.list';
import { AUDIT_ENTRIES } from '../src/audit/audit.list';
import { PARTNERS } from '../src/partners/partner.list';
import { startGateway } from './gateway-under-test';

const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
const PARTNER = 'test_id(test_spread(n, 1, 40))';
/** A suspended one may ask for nothing. */
const ACTIVE = testId(2);
const ONE_PARTNER = `partners/${ACTIVE}/users`;

/** What is sealed is sealed for its own row. */
async function fillPartners(gateway: TestService, rows: number): Promise<void> {
  const box = gateway.running.app.get(SecretBox, { strict: false });
  const chunk = 20_000;
  for (let first = 1; first <= rows; first += chunk) {
    const ids = Array.from({ length: Math.min(chunk, rows - first + 1) }, (_, place) =>
      testId(first + place),
    );
    const contacts = ids.map((record) => box.seal('[]', { table: 'partner', column: 'contacts', record }));
    await gateway.sql(
      `insert into partner (partner_id, version, revision, code, name, status, price_group, most_open_reservations,
                            identity_check, contacts, registered_at, suspended_at)
       select id, 1, 1, 'agency-' || reverse(n::text), 'x', (array['active', 'suspended'])[1 + n % 2], 'x', 1, 'at-pick-up',
              contacts, now(), case when n % 2 = 1 then now() end
         from (select id, contacts, $3::int + ordinality - 1 as n
                 from unnest($1::uuid[], $2::text[]) with ordinality as u(id, contacts, ordinality)) p`,
      [ids, contacts, first],
    );
  }
}

describeLists('the gateway', {
  open: () => startGateway(),
  fill: [
    fillPartners,
    `insert into account (id, username, name, roles, password_hash, disabled, created_at, version, partner_id)
     select test_id(n), 'u' || n, 'x', '{analyst}', 'x', test_spread(n, 2, 4) = 1, ${AT}, 1,
            case when n % 2 = 0 then test_id(test_spread(n, 1, 4)) end
       from generate_series(1, $1::int) n`,
    `insert into api_key (key_id, version, revision, partner_id, name, secret_hash, status, scopes, networks, created_at,
                          created_by, expires_at, revoked_at)
     select test_id(n), 1, 1, ${PARTNER}, 'x', repeat('0', 64), case when n % 5 = 0 then 'revoked' else 'active' end, '{x}',
            '{}', ${AT}, 'x', ${AT}, case when n % 5 = 0 then ${AT} end
       from generate_series(1, $1::int) n`,
    `insert into audit_entry (at, actor_id, method, route, target, service, status, correlation_id, client_address,
                              partner_id, key_id)
     select ${AT}, 'actor-' || test_spread(n, 2, 100), 'POST', '/x', '/x/' || test_spread(n, 3, 100),
            'service-' || test_spread(n, 4, 100), 200, 'c-' || n, '10.0.0.1', case when n = 78 then test_id(2) when n % 2 = 0 then ${PARTNER} end,
            case when n % 2 = 0 then test_id(test_spread(n, 6, 40)) end
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    { list: PARTNERS, samples: { status: 'active', code: 'agency-07' } },
    { list: PARTNER_USERS, path: ONE_PARTNER, partner: ACTIVE, samples: { status: 'disabled' } },
    { list: USER_ACCOUNTS, samples: { status: 'disabled' } },
    { list: API_KEYS, partner: ACTIVE, samples: { partnerId: ACTIVE, status: 'revoked' } },
    {
      list: AUDIT_ENTRIES,
      partner: ACTIVE,
      samples: {
        ...{ actorId: 'actor-7', service: 'service-3', target: '/x/7', correlationId: 'c-78' },
        ...{ partnerId: ACTIVE, keyId: testId(7), from: '2026-01-01', to: '2030-01-01' },
      },
    },
  ],
  otherIndexes: {
    api_key_to_be_told_of: 'keys that end soon',
    partner_contacts_sealed_as_v1: 'values sealed as v1, until the next release',
  },
});
