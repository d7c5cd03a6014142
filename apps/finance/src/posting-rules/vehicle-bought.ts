import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import {
  aboutPlace,
  aboutSupplier,
  Amount,
  Choice,
  Gross,
  Id,
  MoneyAccount,
  OfSupplier,
  VatRate,
} from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit, spent } from './rule-lines';

/** Who is owed, when it was not paid at once. */
const OWED = { supplier: ACCOUNT.payable, lease: ACCOUNT.longPayable } as const;

/** The tax on the purchase (购置税) belongs to the price of the asset and is paid at once; VAT does not. */
export const vehicleBought = byHand({
  name: 'vehicle-bought',
  meaning: 'A vehicle was bought: D 1601 net and tax on it, D 2221.01.02 VAT / C 1002 [I2], or 2202, or 2701',
  schema: Type.Object({
    ...OfSupplier,
    vehicleId: Id('Vehicle'),
    grossFen: Gross,
    vatRateBp: VatRate,
    purchaseTaxFen: Amount('Tax on the purchase (购置税)', 0),
    from: MoneyAccount('Where it was paid from', '1002'),
    owed: Type.Optional(
      Choice(['supplier', 'lease'], 'Owed to the supplier, or in instalments; paid without'),
    ),
  }),
  lines: ({ purchaseTaxFen, from, owed, ...of }) => [
    ...spent(of, ACCOUNT.fixedAssets, aboutPlace(of)),
    debit(ACCOUNT.fixedAssets, purchaseTaxFen, aboutPlace(of)),
    owed === undefined
      ? credit(from, of.grossFen, { ...aboutSupplier(of), cashItem: 'I2' })
      : credit(OWED[owed], of.grossFen, aboutSupplier(of)),
    credit(from, purchaseTaxFen, { ...aboutSupplier(of), cashItem: 'I2' }),
  ],
});
