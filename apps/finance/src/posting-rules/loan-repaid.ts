import { Type } from '@sinclair/typebox';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { aboutLoan, LOAN_ACCOUNT, OfLoan, Term } from './loan-terms';
import { credit, debit } from './rule-lines';

export const loanRepaid = byHand({
  name: 'loan-repaid',
  meaning: 'A loan was paid back: D 2001 or 2501 / C 1002 [F3]',
  schema: Type.Object({
    ...OfLoan,
    amountFen: Amount('What was paid back'),
    term: Term,
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  lines: ({ amountFen, term, from, ...of }) => [
    debit(LOAN_ACCOUNT[term], amountFen, aboutLoan(of)),
    credit(from, amountFen, { ...aboutLoan(of), cashItem: 'F3' }),
  ],
});
