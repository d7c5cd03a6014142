import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

/** What is kept back of it for the income tax (个税) is owed to the tax office. */
export const payrollPaid = byHand({
  name: 'payroll-paid',
  meaning: 'Pay went out: D 2211 / C 1002 [O5], C 2221.08 income tax',
  schema: Type.Object({
    payFen: Amount('Pay, with the tax on it'),
    incomeTaxFen: Amount('Income tax kept back (个税)', 0),
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  faults: ({ payFen, incomeTaxFen }) => (incomeTaxFen > payFen ? [MORE_THAN_THE_PAY] : []),
  lines: ({ payFen, incomeTaxFen, from }) => [
    debit(ACCOUNT.payroll, payFen),
    credit(from, payFen - incomeTaxFen, { cashItem: 'O5' }),
    credit(ACCOUNT.incomeTaxWithheld, incomeTaxFen),
  ],
});

const MORE_THAN_THE_PAY = {
  field: 'incomeTaxFen',
  rule: 'isUpToPay',
  en: 'must not be more than the pay',
  zh: '不能超过工资总额',
};
