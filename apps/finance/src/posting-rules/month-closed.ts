import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, Choice } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** What was earned and spent goes to the profit of the year, account by account. */
export const monthClosed = byHand({
  name: 'month-closed',
  kind: 'closing',
  meaning: 'Revenue and costs of a month: 6xxx to 4103',
  schema: Type.Object({
    balances: Type.Array(
      Type.Object(
        {
          account: Type.String({
            pattern: '^6[0-9]{3}([.][0-9]{2})?$',
            description: 'Account of revenue or cost',
          }),
          side: Choice(['D', 'C'], 'Side of its balance'),
          amountFen: Amount('Balance'),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 200, description: 'What is on the accounts at the end of the month' },
    ),
  }),
  lines: ({ balances }) => {
    const profitFen = balances.reduce(
      (sum, { side, amountFen }) => sum + (side === 'C' ? amountFen : -amountFen),
      0,
    );
    return [
      ...balances.map(({ account, side, amountFen }) => (side === 'C' ? debit : credit)(account, amountFen)),
      profitFen > 0 ? credit(ACCOUNT.profitOfYear, profitFen) : debit(ACCOUNT.profitOfYear, -profitFen),
    ];
  },
});
