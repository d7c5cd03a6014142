import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutSupplier, Amount, Choice, MoneyAccount, OfSupplier } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** Running business and capital spending are told apart in the cash flow. */
const ITEM = { supplies: 'O4', vehicles: 'I2' } as const;

export const supplierPaid = byHand({
  name: 'supplier-paid',
  meaning: 'A supplier was paid: D 2202 / C 1002 [O4, vehicles I2]',
  schema: Type.Object({
    ...OfSupplier,
    amountFen: Amount('What was paid'),
    from: MoneyAccount('Where it was paid from'),
    pays: Choice(['supplies', 'vehicles'], 'What was bought'),
  }),
  lines: ({ amountFen, from, pays, ...of }) => [
    debit(ACCOUNT.payable, amountFen, aboutSupplier(of)),
    credit(from, amountFen, { ...aboutSupplier(of), cashItem: ITEM[pays] }),
  ],
});
