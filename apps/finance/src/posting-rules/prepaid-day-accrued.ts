import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, OfOrder, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT, outputTax } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

/** A day of what was paid in advance is earned; its VAT was owed with the payment. */
export const prepaidDayAccrued = byHand({
  name: 'prepaid-day-accrued',
  kind: 'accrual',
  meaning: 'A prepaid day began: D 2203 / C 6041, with a driver D 2204 / C 6001',
  schema: Type.Object({
    ...OfOrder,
    netFen: Amount('Without VAT'),
    vatRateBp: VatRate,
    withDriver: Type.Optional(Type.Boolean({ description: 'A service with a driver' })),
  }),
  lines: ({ netFen, vatRateBp, withDriver, ...of }) => {
    const about = aboutOrder(of);
    return [
      debit(withDriver ? ACCOUNT.prepaidService : ACCOUNT.prepaidRent, netFen, about),
      credit(withDriver ? ACCOUNT.serviceRevenue : ACCOUNT.rentalRevenue, netFen, {
        ...about,
        dept: OPERATIONS_DEPT,
        tax: outputTax(vatRateBp),
      }),
    ];
  },
});
