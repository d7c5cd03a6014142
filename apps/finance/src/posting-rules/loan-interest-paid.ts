import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { aboutLoan, OfLoan } from './loan-terms';
import { credit, debit } from './rule-lines';

export const loanInterestPaid = byHand({
  name: 'loan-interest-paid',
  meaning: 'Interest was paid: D 2231 / C 1002 [F4]',
  schema: Type.Object({
    ...OfLoan,
    amountFen: Amount('Interest'),
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  lines: ({ amountFen, from, ...of }) => [
    debit(ACCOUNT.interest, amountFen, aboutLoan(of)),
    credit(from, amountFen, { ...aboutLoan(of), cashItem: 'F4' }),
  ],
});
