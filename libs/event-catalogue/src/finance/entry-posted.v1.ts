import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Day, FenAmount, Choice } from '../fields';

const schema = Type.Object({
  entryId: Id('Entry'),
  kind: Choice(['normal', 'reversal', 'accrual', 'closing', 'opening'], 'Kind'),
  rule: Type.String({ description: 'Posting rule' }),
  ruleVersion: Type.Integer({ minimum: 1 }),
  postingDate: Day('Posting date'),
  reservationId: Type.Optional(Id('Order')),
  totalFen: FenAmount('Sum of the debits', {}),
  lines: Type.Array(
    Type.Object({
      account: Type.String(),
      side: Choice(['D', 'C'], 'Debit or credit'),
      amountFen: FenAmount('Amount, negative in a red entry', {}),
      branchId: Type.Optional(Id('Branch')),
      vehicleId: Type.Optional(Id('Vehicle')),
    }),
    { minItems: 2 },
  ),
  postedAt: At('Recorded'),
});

export type EntryPostedV1 = Static<typeof schema>;

export const entryPostedV1 = defineEvent({
  producer: 'finance',
  aggregate: 'entry',
  name: 'entry-posted',
  meaning: 'An entry stands in the books; it can be reversed, never changed.',
  schema,
  sample: {
    entryId: '0196f3a0-0000-7000-8000-000000000009',
    kind: 'normal',
    rule: 'deposit-captured',
    ruleVersion: 1,
    postingDate: '2026-03-03',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    totalFen: 26800,
    lines: [
      { account: '1012', side: 'D', amountFen: 26800 },
      { account: '1122', side: 'C', amountFen: 26800 },
    ],
    postedAt: '2026-03-03T03:30:01.000Z',
  },
});
