import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Gross, OfOrder, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { debit, earned } from './rule-lines';

/** What is charged after a settlement; before it, charges come with the settlement. */
export const extraCharged = byHand({
  name: 'extra-charged',
  meaning: 'A late fee, an extra or a one-way fee: D 1122 gross / C 6041 net, C 2221.01.01 VAT',
  schema: Type.Object({ ...OfOrder, grossFen: Gross, vatRateBp: VatRate }),
  lines: (facts) => {
    const about = aboutOrder(facts);
    return [
      debit(ACCOUNT.receivable, facts.grossFen, about),
      ...earned(facts, ACCOUNT.rentalRevenue, { ...about, dept: OPERATIONS_DEPT }),
    ];
  },
});
