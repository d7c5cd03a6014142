import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, MoneyAccount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const cashDepositRefunded = byHand({
  name: 'cash-deposit-refunded',
  meaning: 'A deposit went back: D 2241.01 / C 1001, 1002 or 1012 [O7]',
  schema: Type.Object({
    ...OfOrder,
    amountFen: Amount('What went back'),
    from: MoneyAccount('Where it came from'),
  }),
  lines: ({ amountFen, from, ...of }) => [
    debit(ACCOUNT.deposits, amountFen, aboutOrder(of)),
    credit(from, amountFen, { ...aboutOrder(of), cashItem: 'O7' }),
  ],
});
