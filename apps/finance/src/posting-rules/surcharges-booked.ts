import { Type } from '@sinclair/typebox';
import { portion } from '@houtai/domain-kit';
import { ACCOUNT } from './accounts';
import { Amount } from './fact-schemas';
import { byHand } from './hand-rule';
import { credit, debit } from './rule-lines';

const Rate = (description: string, example: number) =>
  Type.Integer({ minimum: 0, maximum: 10_000, examples: [example], description });

/** 附加税费: portions of the VAT of the month. */
export const surchargesBooked = byHand({
  name: 'surcharges-booked',
  meaning: 'Surcharges on the VAT of a month: D 6403 / C 2221.12, C 2221.13, C 2221.14',
  schema: Type.Object({
    vatFen: Amount('VAT of the month'),
    urbanRateBp: Rate('城市维护建设税, hundredths of a percent', 700),
    educationRateBp: Rate('教育费附加, hundredths of a percent', 300),
    localEducationRateBp: Rate('地方教育附加, hundredths of a percent', 200),
  }),
  lines: ({ vatFen, urbanRateBp, educationRateBp, localEducationRateBp }) => {
    const owed = [
      credit(ACCOUNT.urbanSurcharge, portion(vatFen, urbanRateBp)),
      credit(ACCOUNT.educationSurcharge, portion(vatFen, educationRateBp)),
      credit(ACCOUNT.localEducationSurcharge, portion(vatFen, localEducationRateBp)),
    ];
    return [
      debit(
        ACCOUNT.taxesAndSurcharges,
        owed.reduce((sum, { amountFen }) => sum + amountFen, 0),
      ),
      ...owed,
    ];
  },
});
