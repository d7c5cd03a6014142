import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Gross, OfOrder, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { debit, earned } from './rule-lines';

/** Transport with a driver is a service: its own revenue, and its own rate of VAT. */
export const driverDayAccrued = byHand({
  name: 'driver-day-accrued',
  kind: 'accrual',
  meaning: 'A day with a driver began: D 1122 gross / C 6001 net, C 2221.06 VAT not yet due',
  schema: Type.Object({ ...OfOrder, grossFen: Gross, vatRateBp: VatRate }),
  lines: (facts) => {
    const about = aboutOrder(facts);
    return [
      debit(ACCOUNT.receivable, facts.grossFen, about),
      ...earned(facts, ACCOUNT.serviceRevenue, { ...about, dept: OPERATIONS_DEPT }, ACCOUNT.outputVatNotDue),
    ];
  },
});
