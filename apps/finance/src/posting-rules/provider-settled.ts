import { Type } from '@sinclair/typebox';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** Money that only moves: X, which nets to zero. */
export const providerSettled = byHand({
  name: 'provider-settled',
  meaning: 'A payment provider paid out to the bank: D 1002 [X] / C 1012 [X]',
  schema: Type.Object({
    amountFen: Amount('What was paid out'),
    at: MoneyAccount('Account at the provider', '1012'),
    into: MoneyAccount('Account at the bank', '1002'),
  }),
  lines: ({ amountFen, at, into }) => [
    debit(into, amountFen, { cashItem: 'X' }),
    credit(at, amountFen, { cashItem: 'X' }),
  ],
});
