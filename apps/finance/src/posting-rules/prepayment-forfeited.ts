import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** As a fee for a cancellation, with money that is there already. */
export const prepaymentForfeited = byHand({
  name: 'prepayment-forfeited',
  meaning: 'Prepaid rent is kept without a service: D 2203 / C 6301',
  schema: Type.Object({ ...OfOrder, amountFen: Amount('What is kept') }),
  lines: ({ amountFen, ...of }) => [
    debit(ACCOUNT.prepaidRent, amountFen, aboutOrder(of)),
    credit(ACCOUNT.nonOperatingIncome, amountFen, aboutOrder(of)),
  ],
});
