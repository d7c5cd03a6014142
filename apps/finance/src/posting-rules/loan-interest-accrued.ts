import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount } from './fact-schemas';
import { byHand } from './hand-rule';
import { aboutLoan, OfLoan } from './loan-terms';
import { credit, debit } from './rule-lines';

export const loanInterestAccrued = byHand({
  name: 'loan-interest-accrued',
  kind: 'accrual',
  meaning: 'Interest of a loan: D 6603 / C 2231',
  schema: Type.Object({ ...OfLoan, amountFen: Amount('Interest') }),
  lines: ({ amountFen, ...of }) => [
    debit(ACCOUNT.financing, amountFen, aboutLoan(of)),
    credit(ACCOUNT.interest, amountFen, aboutLoan(of)),
  ],
});
