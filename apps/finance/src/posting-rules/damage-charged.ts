import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Gross, OfOrder, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { debit, earned } from './rule-lines';

export const damageCharged = byHand({
  name: 'damage-charged',
  meaning: 'A customer owes for damage: D 1221.03 gross / C 6051 net, C 2221.01.01 VAT',
  schema: Type.Object({ ...OfOrder, grossFen: Gross, vatRateBp: VatRate }),
  lines: (facts) => {
    const about = aboutOrder(facts);
    return [
      debit(ACCOUNT.owedForDamage, facts.grossFen, about),
      ...earned(facts, ACCOUNT.otherRevenue, { ...about, dept: OPERATIONS_DEPT }),
    ];
  },
});
