import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, Choice } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const yearClosed = byHand({
  name: 'year-closed',
  kind: 'closing',
  meaning: 'Profit or loss of a year: 4103 to 4104',
  schema: Type.Object({
    result: Choice(['profit', 'loss'], 'How the year ended'),
    amountFen: Amount('Result'),
  }),
  lines: ({ result, amountFen }) =>
    result === 'profit'
      ? [debit(ACCOUNT.profitOfYear, amountFen), credit(ACCOUNT.profitDistributed, amountFen)]
      : [debit(ACCOUNT.profitDistributed, amountFen), credit(ACCOUNT.profitOfYear, amountFen)],
});
