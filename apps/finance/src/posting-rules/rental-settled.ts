import type { ChargeLine } from '@houtai/event-catalogue';
import { splitVat } from '@houtai/domain-kit';
import { ACCOUNT, type AccountCode } from './accounts';
import { mergeLines, type Dimensions, type LineDraft } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';
import { OPERATIONS_DEPT, outputTax } from './rental-day-accrued';

export interface RentalSettled {
  /** All final charges of the order, the rental days included. */
  charges: readonly ChargeLine[];
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

/** Whether there is an account for it, and something to charge. */
export function isPostable({ code, amountFen }: ChargeLine): boolean {
  return Object.hasOwn(REVENUE, code) && amountFen >= 0;
}

/**
 * All that is final, as if nothing had been accrued; what was, is taken back in red by `rental-accruals-withdrawn`. So the order
 * ends at the same balances, whatever was accrued before: 1122 = charges, 2221.06 = 0.
 */
export const rentalSettled: PostingRule<RentalSettled> = {
  name: 'rental-settled',
  version: 2,
  from: SINCE_EVER,
  kind: 'normal',
  meaning: 'Charges are final: D 1122 / C 6041, C 2221.01.01',
  lines: ({ charges, about }) => mergeLines(charges.flatMap((charge) => finalLines(charge, about))),
};

function finalLines({ code, amountFen, vatRateBp }: ChargeLine, about: Dimensions): LineDraft[] {
  const { netFen, taxFen } = splitVat(amountFen, vatRateBp);
  const tax = outputTax(vatRateBp);
  return [
    { account: ACCOUNT.receivable, side: 'D', amountFen, ...about },
    { account: REVENUE[code], side: 'C', amountFen: netFen, ...about, dept: OPERATIONS_DEPT, tax },
    { account: ACCOUNT.outputVat, side: 'C', amountFen: taxFen, ...about, tax },
  ];
}
