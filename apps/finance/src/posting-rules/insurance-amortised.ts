import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { evenShare } from './even-share';
import { aboutPlace, Amount, Id, Months, OfPlace } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

export const insuranceAmortised = byHand({
  name: 'insurance-amortised',
  kind: 'accrual',
  meaning: 'A month of insurance: D 6401.03 / C 1123',
  schema: Type.Object({
    branchId: OfPlace.branchId,
    vehicleId: OfPlace.vehicleId,
    insurerId: Id('Insurer'),
    netFen: Amount('What was paid for all months, without VAT'),
    months: Months('Months of cover'),
    monthNo: Months('Which of them, from 1'),
  }),
  faults: ({ months, monthNo }) => (monthNo > months ? [BEYOND_ITS_COVER] : []),
  lines: ({ insurerId: partyId, netFen, months, monthNo, ...where }) => {
    const amountFen = evenShare(netFen, months, monthNo);
    return [
      debit(ACCOUNT.insuranceCost, amountFen, { ...aboutPlace(where), dept: OPERATIONS_DEPT }),
      credit(ACCOUNT.prepaid, amountFen, { ...aboutPlace(where), partyId }),
    ];
  },
});

const BEYOND_ITS_COVER = {
  field: 'monthNo',
  rule: 'isMonthOfCover',
  en: 'must not be beyond the months of cover',
  zh: '不能超过保险月数',
};
