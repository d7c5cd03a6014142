import { Type } from '@sinclair/typebox';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { aboutLoan, LOAN_ACCOUNT, OfLoan, Term } from './loan-terms';
import { credit, debit } from './rule-lines';

export const loanReceived = byHand({
  name: 'loan-received',
  meaning: 'A bank lent: D 1002 [F2] / C 2001 or 2501',
  schema: Type.Object({
    ...OfLoan,
    amountFen: Amount('Loan'),
    term: Term,
    into: MoneyAccount('Where it went', '1002'),
  }),
  lines: ({ amountFen, term, into, ...of }) => [
    debit(into, amountFen, { ...aboutLoan(of), cashItem: 'F2' }),
    credit(LOAN_ACCOUNT[term], amountFen, aboutLoan(of)),
  ],
});
