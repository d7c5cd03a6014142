import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, Choice, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** What it is owed for. */
const OWED = {
  charges: ACCOUNT.receivable,
  damage: ACCOUNT.owedForDamage,
  advance: ACCOUNT.advanced,
} as const;

export const depositApplied = byHand({
  name: 'deposit-applied',
  meaning: 'A deposit pays what is owed: D 2241.01 / C 1122, 1221.02 or 1221.03',
  schema: Type.Object({
    ...OfOrder,
    amountFen: Amount('What it pays'),
    pays: Choice(['charges', 'damage', 'advance'], 'Charges of the rental, damage, or what was advanced'),
  }),
  lines: ({ amountFen, pays, ...of }) => [
    debit(ACCOUNT.deposits, amountFen, aboutOrder(of)),
    credit(OWED[pays], amountFen, aboutOrder(of)),
  ],
});
