import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount, MoneyAccount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

export const taxesPaid = byHand({
  name: 'taxes-paid',
  meaning: 'Taxes were paid: D 2221.02, D 2221.12, D 2221.13, D 2221.14, D 2221.08 / C 1002 [O6]',
  schema: Type.Object({
    vatFen: Amount('VAT', 0),
    urbanFen: Amount('城市维护建设税', 0),
    educationFen: Amount('教育费附加', 0),
    localEducationFen: Amount('地方教育附加', 0),
    incomeTaxFen: Amount('Income tax kept back (个税)', 0),
    from: MoneyAccount('Where it was paid from', '1002'),
  }),
  lines: ({ vatFen, urbanFen, educationFen, localEducationFen, incomeTaxFen, from }) => [
    debit(ACCOUNT.vatOwed, vatFen),
    debit(ACCOUNT.urbanSurcharge, urbanFen),
    debit(ACCOUNT.educationSurcharge, educationFen),
    debit(ACCOUNT.localEducationSurcharge, localEducationFen),
    debit(ACCOUNT.incomeTaxWithheld, incomeTaxFen),
    credit(from, vatFen + urbanFen + educationFen + localEducationFen + incomeTaxFen, { cashItem: 'O6' }),
  ],
});
