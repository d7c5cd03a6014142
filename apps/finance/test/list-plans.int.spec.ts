import { describeLists, startTestService, testId } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { HOLDS } from '../src/holds/hold.list';
import { ACCOUNTS } from '../src/ledger/account.list';
import { ENTRIES } from '../src/ledger/entry.list';
import { PAYMENTS } from '../src/payments/payment.list';
import { PARTNER_SETTLEMENTS } from '../src/partner-settlements/partner-settlement.list';
import { PERIODS } from '../src/periods/period.list';
import { PROPOSALS } from '../src/proposals/proposal.list';
import { RECEIVABLES } from '../src/receivables/receivable.list';

const RANGE = { from: '2026-01-01', to: '2030-01-01' };
const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
const BRANCH = 'test_id(test_spread(n, 4, 40))';

describeLists('finance', {
  // Every entry has its seal from the beginning: how far a sealer came while the tables were filled is chance.
  open: () => startTestService(financeDefinition, { env: { HOUTAI_FINANCE_SEAL_EVERY_MS: '3600000' } }),
  fill: [
    `insert into account (code, name, name_en, element, normal, postable, small_code)
     select to_char(7000 + n / 10000, 'FM0000') || '.' || to_char(n / 100 % 100, 'FM00') || '.' || to_char(n % 100, 'FM00'),
            'x', 'x', case when test_spread(n, 1, 40) = 0 then 'equity'
                           else (array['asset', 'liability', 'revenue', 'cost', 'expense'])[1 + test_spread(n, 1, 5)] end,
            'D', true, '1001'
       from generate_series(1, $1::int) n on conflict do nothing`,
    `insert into period (yyyymm, state)
     select y * 100 + m, (array['open', 'closed'])[1 + (y + m) % 2]
       from generate_series(1900, 1900 + least($1::int / 12, 1098)) y, generate_series(1, 12) m on conflict do nothing`,
    `insert into entry (id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, n_lines, total_fen, maker,
                        recorded_at, txid)
     select gen_random_uuid(), date '2026-01-01' + test_spread(n, 6, 1400),
            (array['normal', 'accrual', 'closing', 'opening'])[1 + test_spread(n, 7, 4)], false, test_id(n), 'x', 1,
            sha256(''), 2, 100, 'x', ${AT}, pg_current_xact_id()
       from generate_series(1, $1::int) n`,
    `insert into seal (seq, entry_id, period, voucher_no, prev_hash, hash)
     select n, id, period, n, sha256(''), sha256('') from (select id, period, row_number() over () as n from entry) e
      where $1 > 0`,
    `insert into line (entry_id, line_no, account, is_cash, dc, amount_fen, branch_id, order_id)
     select e.id, l, (array['1122', '6041', '2221.01.01', '2203'])[1 + test_spread(n, l, 4)], false,
            case l when 1 then 'D' else 'C' end, 100, ${BRANCH},
            test_id(case n when 77 then 70 else test_spread(n, 8, $1::int) end)
       from (select id, row_number() over () as n from entry) e, generate_series(1, 2) l where $1 > 0`,
    `insert into receivable (reservation_id, customer_id, branch_id, partner_id, final, finalised_by, final_hash)
     select test_id(n), test_id(test_spread(n, 2, 4000)), ${BRANCH},
            case when n % 3 = 0 then test_id(test_spread(n, 1, 40)) end, n % 2 = 0,
            case when n % 2 = 0 then test_id(n) end, case when n % 2 = 0 then sha256('') end
       from (select n from generate_series(1, $1::int) n order by test_spread(n, 9, 1000000)) m`,
    `insert into partner_month_part (partner_id, period, rentals, charged_fen, fees_fen, paid_fen)
     select test_id(n), y * 100 + m, 1, 100, 0, 100
       from generate_series(1, least($1::int / 100, 3333)) n, generate_series(2020, 2029) y, generate_series(1, 12) m,
            generate_series(1, 1 + n % 4) parts`,
    `insert into hold (reservation_id, kind, reference, held_fen, held_at, branch_id, ended_at)
     select case n when 70 then test_id(70) else gen_random_uuid() end, 'rental', 'x', 100, ${AT}, ${BRANCH},
            case when n % 2 = 0 then ${AT} end from generate_series(1, $1::int) n`,
    `insert into payment (id, reservation_id, amount_fen, method, reference, received_at, received_by, entry_id, branch_id)
     select gen_random_uuid(), test_id(test_spread(n, 8, 5000)), 100,
            (array['card', 'wechat-pay', 'alipay', 'bank-transfer', 'cash'])[1 + test_spread(n, 9, 5)], 'R-' || n, ${AT},
            'x', test_id(n), ${BRANCH}
       from generate_series(1, $1::int) n`,
    `insert into entry_proposal (id, kind, content, maker, proposed_at, state, checker, decided_at, txid)
     select gen_random_uuid(), 'entry', '{}', 'x', ${AT}, case when n % 2 = 0 then 'open' else 'rejected' end,
            case when n % 2 = 1 then 'x' end, case when n % 2 = 1 then now() end, '3'
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    { list: ACCOUNTS, samples: { element: 'equity' } },
    {
      list: ENTRIES,
      samples: {
        ...{ period: '202703', kind: 'accrual', account: '1122', branchId: testId(7) },
        ...{ reservationId: testId(70), ...RANGE },
      },
    },
    { list: PROPOSALS, samples: { state: 'rejected' } },
    { list: PERIODS, samples: { state: 'closed' } },
    { list: RECEIVABLES, samples: { status: 'due', branchId: testId(7), customerId: testId(31) } },
    {
      list: PARTNER_SETTLEMENTS,
      partner: testId(3),
      samples: { partnerId: testId(3), month: '2027-03' },
    },
    { list: HOLDS, samples: { reservationId: testId(70), branchId: testId(7), status: 'ended', ...RANGE } },
    {
      list: PAYMENTS,
      samples: {
        ...{ reservationId: testId(70), reference: 'R-77', branchId: testId(7), method: 'cash', ...RANGE },
      },
    },
  ],
  otherIndexes: {
    entry_by_transaction: 'entries to be sealed',
    entry_proposal_by_reversed: 'reversals that were approved',
  },
});
