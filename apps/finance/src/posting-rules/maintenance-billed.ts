import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, aboutSupplier, Gross, OfSupplier, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, spent } from './rule-lines';

export const maintenanceBilled = byHand({
  name: 'maintenance-billed',
  meaning: 'A workshop billed: D 6401.02 net, D 2221.01.02 VAT / C 2202 gross',
  schema: Type.Object({ ...OfSupplier, grossFen: Gross, vatRateBp: VatRate }),
  lines: (facts) => [
    ...spent(facts, ACCOUNT.maintenanceCost, { ...aboutPlace(facts), dept: OPERATIONS_DEPT }),
    credit(ACCOUNT.payable, facts.grossFen, aboutSupplier(facts)),
  ],
});
