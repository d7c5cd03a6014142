import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const fineLost = byHand({
  name: 'fine-lost',
  meaning: 'What was advanced does not come back: D 6711 / C 1221.02',
  schema: Type.Object({ ...OfOrder, amountFen: Amount('What is lost') }),
  lines: ({ amountFen, ...of }) => [
    debit(ACCOUNT.nonOperatingExpense, amountFen, aboutOrder(of)),
    credit(ACCOUNT.advanced, amountFen, aboutOrder(of)),
  ],
});
