import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const providerFeeCharged = byHand({
  name: 'provider-fee-charged',
  meaning: 'A payment provider kept its fee: D 6603 / C 1012 [O7]',
  schema: Type.Object({ amountFen: Amount('Fee'), at: MoneyAccount('Account at the provider', '1012') }),
  lines: ({ amountFen, at }) => [
    debit(ACCOUNT.financing, amountFen),
    credit(at, amountFen, { cashItem: 'O7' }),
  ],
});
