import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, aboutSupplier, Gross, OfSupplier, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, spent } from './rule-lines';

export const partsReceived = byHand({
  name: 'parts-received',
  meaning: 'Parts came into stock: D 1405 net, D 2221.01.02 VAT / C 2202 gross',
  schema: Type.Object({ ...OfSupplier, grossFen: Gross, vatRateBp: VatRate }),
  lines: (facts) => [
    ...spent(facts, ACCOUNT.parts, aboutPlace(facts)),
    credit(ACCOUNT.payable, facts.grossFen, aboutSupplier(facts)),
  ],
});
