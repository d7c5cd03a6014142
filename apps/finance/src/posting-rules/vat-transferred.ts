import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const vatTransferred = byHand({
  name: 'vat-transferred',
  meaning: 'VAT of a month is owed: D 2221.01.07 / C 2221.02',
  schema: Type.Object({ amountFen: Amount('Output less input of the month') }),
  lines: ({ amountFen }) => [debit(ACCOUNT.vatTransferred, amountFen), credit(ACCOUNT.vatOwed, amountFen)],
});
