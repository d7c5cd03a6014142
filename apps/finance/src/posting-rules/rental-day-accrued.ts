import type { Fen } from '@houtai/domain-kit';
import { ACCOUNT } from './accounts';
import { mergeLines, type Dimensions, type LineTax } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';

/** Rent is earned evenly, day by day; its VAT is not due before settlement, the tax point (纳税义务发生时间). */
export interface RentalDayAccrued {
  grossFen: Fen;
  netFen: Fen;
  taxFen: Fen;
  vatRateBp: number;
  about: Dimensions;
}

export function outputTax(rateBp: number): LineTax {
  return { code: 'output', rateBp };
}

export const OPERATIONS_DEPT = 'operations';

export const rentalDayAccrued: PostingRule<RentalDayAccrued> = {
  name: 'rental-day-accrued',
  version: 2,
  from: SINCE_EVER,
  kind: 'accrual',
  meaning: 'A rental day began: D 1122 gross / C 6041 net, C 2221.06 VAT not yet due',
  lines: ({ grossFen, netFen, taxFen, vatRateBp, about }) =>
    mergeLines([
      { account: ACCOUNT.receivable, side: 'D', amountFen: grossFen, ...about },
      {
        account: ACCOUNT.rentalRevenue,
        side: 'C',
        amountFen: netFen,
        ...about,
        dept: OPERATIONS_DEPT,
        tax: outputTax(vatRateBp),
      },
      { account: ACCOUNT.outputVatNotDue, side: 'C', amountFen: taxFen, ...about, tax: outputTax(vatRateBp) },
    ]),
};
