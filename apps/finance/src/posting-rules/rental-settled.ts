import type { ChargeLine } from '@houtai/event-catalogue';
import { splitVat, type Fen } from '@houtai/domain-kit';
import { ACCOUNT, type AccountCode } from './accounts';
import { mergeLines, type Dimensions, type LineDraft } from './entry-draft';
import type { PostingRule } from './posting-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';

export interface RentalSettled {
  /** All final charges of the order, the rental days included. */
  charges: readonly ChargeLine[];
  /** What stands in the books for its rental days so far. */
  accrued: { grossFen: Fen; netFen: Fen; taxFen: Fen };
  /** As the rental days were accrued. */
  accruedAbout: Dimensions;
  /** As the order is settled: the branch that earned it. */
  about: Dimensions;
}

const REVENUE: Readonly<Record<ChargeLine['code'], AccountCode>> = {
  'rental-day': ACCOUNT.rentalRevenue,
  'basic-service': ACCOUNT.rentalRevenue,
  preparation: ACCOUNT.rentalRevenue,
  'one-way': ACCOUNT.rentalRevenue,
  late: ACCOUNT.rentalRevenue,
  'unauthorised-overdue': ACCOUNT.rentalRevenue,
  'fuel-service': ACCOUNT.rentalRevenue,
  'fuel-difference': ACCOUNT.rentalRevenue,
  cancellation: ACCOUNT.nonOperatingIncome,
  'no-show': ACCOUNT.nonOperatingIncome,
};

/**
 * Takes the order from what was accrued to what is final. The difference may be red (an accrued day that is not
 * charged), and whatever was accrued before, the order ends at the same balances: 1122 = charges, 2221.06 = 0.
 */
export const rentalSettled: PostingRule<RentalSettled> = {
  name: 'rental-settled',
  version: 1,
  kind: 'normal',
  meaning:
    'Charges are final: D 1122 / C 6041, C 2221.01.01 for what is not accrued; D 2221.06 / C 2221.01.01 for what is',
  lines: ({ charges, accrued, accruedAbout, about }) =>
    mergeLines([
      ...charges.flatMap((charge) => finalLines(charge, about)),
      { account: ACCOUNT.receivable, side: 'D', amountFen: -accrued.grossFen, ...accruedAbout },
      {
        account: ACCOUNT.rentalRevenue,
        side: 'C',
        amountFen: -accrued.netFen,
        ...accruedAbout,
        dept: OPERATIONS_DEPT,
      },
      { account: ACCOUNT.outputVatNotDue, side: 'D', amountFen: accrued.taxFen, ...accruedAbout },
    ]),
};

function finalLines({ code, amountFen, vatRateBp }: ChargeLine, about: Dimensions): LineDraft[] {
  const { netFen, taxFen } = splitVat(amountFen, vatRateBp);
  return [
    { account: ACCOUNT.receivable, side: 'D', amountFen, ...about },
    { account: REVENUE[code], side: 'C', amountFen: netFen, ...about, dept: OPERATIONS_DEPT },
    { account: ACCOUNT.outputVat, side: 'C', amountFen: taxFen, ...about },
  ];
}
