import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, Gross, Id, MoneyAccount, OfPlace, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, spent } from './rule-lines';

export const insurancePaid = byHand({
  name: 'insurance-paid',
  meaning: 'Insurance was paid for a time to come: D 1123 net, D 2221.01.02 VAT / C 1002 [O4] gross',
  schema: Type.Object({
    ...OfPlace,
    insurerId: Id('Insurer'),
    grossFen: Gross,
    vatRateBp: VatRate,
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  lines: ({ insurerId: partyId, from, ...of }) => [
    ...spent(of, ACCOUNT.prepaid, { ...aboutPlace(of), partyId }),
    credit(from, of.grossFen, { ...aboutPlace(of), partyId, cashItem: 'O4' }),
  ],
});
