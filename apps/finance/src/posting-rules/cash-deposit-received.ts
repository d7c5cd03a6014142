import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, MoneyAccount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** Money of the customer, not ours: no revenue and no VAT. */
export const cashDepositReceived = byHand({
  name: 'cash-deposit-received',
  meaning: 'A customer left a deposit in money: D 1001, 1002 or 1012 [O3] / C 2241.01',
  schema: Type.Object({ ...OfOrder, amountFen: Amount('Deposit'), into: MoneyAccount('Where it went') }),
  lines: ({ amountFen, into, ...of }) => [
    debit(into, amountFen, { ...aboutOrder(of), cashItem: 'O3' }),
    credit(ACCOUNT.deposits, amountFen, aboutOrder(of)),
  ],
});
