import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, MoneyAccount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** A fine (违章) that is the customer's, paid for him. */
export const fineAdvanced = byHand({
  name: 'fine-advanced',
  meaning: 'A fine was paid for a customer: D 1221.02 / C 1002 [O7]',
  schema: Type.Object({
    ...OfOrder,
    amountFen: Amount('Fine'),
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  lines: ({ amountFen, from, ...of }) => [
    debit(ACCOUNT.advanced, amountFen, aboutOrder(of)),
    credit(from, amountFen, { ...aboutOrder(of), cashItem: 'O7' }),
  ],
});
