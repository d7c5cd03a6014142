import { Type } from '@sinclair/typebox';
import { portion } from '@houtai/domain-kit';
import { ACCOUNT } from './accounts';
import { evenShare } from './even-share';
import { aboutPlace, Amount, Choice, Months, OfPlace } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

/** Straight line from the month after the purchase; the months together are the cost less what is left in the end. */
export const depreciationCharged = byHand({
  name: 'depreciation-charged',
  kind: 'accrual',
  meaning: 'A month of an asset: D 6401.01, of the office 6602 / C 1602',
  schema: Type.Object({
    ...OfPlace,
    costFen: Amount('Cost of the asset'),
    residualBp: Type.Integer({
      ...{ minimum: 0, maximum: 9999, examples: [500] },
      description: 'What is left in the end, in hundredths of a percent of the cost',
    }),
    months: Months('Months of use, such as 48'),
    monthNo: Months('Which of them, from 1'),
    use: Choice(['fleet', 'office'], 'What it is for'),
  }),
  faults: ({ months, monthNo }) => (monthNo > months ? [BEYOND_ITS_USE] : []),
  lines: ({ costFen, residualBp, months, monthNo, use, ...where }) => {
    const amountFen = evenShare(costFen - portion(costFen, residualBp), months, monthNo);
    const ofFleet = use === 'fleet';
    return [
      debit(ofFleet ? ACCOUNT.depreciationCost : ACCOUNT.administration, amountFen, {
        ...(ofFleet ? { dept: OPERATIONS_DEPT } : {}),
        ...aboutPlace(where),
      }),
      credit(ACCOUNT.depreciation, amountFen, aboutPlace(where)),
    ];
  },
});

const BEYOND_ITS_USE = {
  field: 'monthNo',
  rule: 'isMonthOfUse',
  en: 'must not be beyond the months of use',
  zh: '不能超过使用月数',
};
