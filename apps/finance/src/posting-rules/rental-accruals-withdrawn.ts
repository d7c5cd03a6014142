import { mergeLines, type Dimensions } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';
import { rentalDayAccrued, type RentalDayAccrued } from './rental-day-accrued';

export interface RentalAccrualsWithdrawn {
  /** What stands in the books for the rental days of the order. */
  accrued: readonly Omit<RentalDayAccrued, 'about'>[];
  /** As they were accrued. */
  about: Dimensions;
}

/** Charges are final: what was earned day by day goes out in red, before all of it comes in at once, with its VAT due. */
export const rentalAccrualsWithdrawn: PostingRule<RentalAccrualsWithdrawn> = {
  name: 'rental-accruals-withdrawn',
  version: 1,
  from: SINCE_EVER,
  kind: 'normal',
  meaning: 'Charges are final, in red: D 1122 gross / C 6041 net, C 2221.06 VAT',
  lines: ({ accrued, about }) =>
    mergeLines(
      accrued
        .flatMap((day) => rentalDayAccrued.lines({ ...day, about }))
        .map((line) => ({ ...line, amountFen: -line.amountFen })),
    ),
};
