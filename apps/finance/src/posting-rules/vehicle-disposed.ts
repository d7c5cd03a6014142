import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, Amount, Gross, Id, MoneyAccount, OfPlace, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit, earned } from './rule-lines';

/** The asset goes out at what is left of it, the price comes in, and the difference is gain or loss. */
export const vehicleDisposed = byHand({
  name: 'vehicle-disposed',
  meaning: 'A vehicle was sold: D 1606, D 1602 / C 1601; D 1002 [I1] / C 1606, C 2221.01.01; 1606 to 6115',
  schema: Type.Object({
    branchId: OfPlace.branchId,
    vehicleId: Id('Vehicle'),
    buyerId: Id('Buyer'),
    costFen: Amount('Cost of the vehicle'),
    depreciatedFen: Amount('What was depreciated of it', 0),
    grossFen: Gross,
    vatRateBp: VatRate,
    into: MoneyAccount('Where the price went', '1002'),
  }),
  faults: ({ costFen, depreciatedFen }) => (depreciatedFen > costFen ? [MORE_THAN_ITS_COST] : []),
  lines: ({ buyerId: partyId, costFen, depreciatedFen, into, ...of }) => {
    const about = aboutPlace(of);
    const leftFen = costFen - depreciatedFen;
    const price = earned(of, ACCOUNT.disposal, about);
    const gainFen = (price[0]?.amountFen ?? 0) - leftFen;
    return [
      debit(ACCOUNT.disposal, leftFen, about),
      debit(ACCOUNT.depreciation, depreciatedFen, about),
      credit(ACCOUNT.fixedAssets, costFen, about),
      debit(into, of.grossFen, { ...about, partyId, cashItem: 'I1' }),
      ...price,
      debit(gainFen > 0 ? ACCOUNT.disposal : ACCOUNT.disposalResult, Math.abs(gainFen), about),
      credit(gainFen > 0 ? ACCOUNT.disposalResult : ACCOUNT.disposal, Math.abs(gainFen), about),
    ];
  },
});

const MORE_THAN_ITS_COST = {
  field: 'depreciatedFen',
  rule: 'isUpToCost',
  en: 'must not be more than the cost',
  zh: '不能超过原值',
};
