import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutOrder, Amount, MoneyAccount, OfOrder } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const fineRecovered = byHand({
  name: 'fine-recovered',
  meaning: 'A customer gave back what was advanced: D 2241.01, or 1012 [O3] / C 1221.02',
  schema: Type.Object({
    ...OfOrder,
    amountFen: Amount('What came back'),
    into: Type.Optional(MoneyAccount('Where the money went; out of the deposit without')),
  }),
  lines: ({ amountFen, into, ...of }) => [
    into === undefined
      ? debit(ACCOUNT.deposits, amountFen, aboutOrder(of))
      : debit(into, amountFen, { ...aboutOrder(of), cashItem: 'O3' }),
    credit(ACCOUNT.advanced, amountFen, aboutOrder(of)),
  ],
});
