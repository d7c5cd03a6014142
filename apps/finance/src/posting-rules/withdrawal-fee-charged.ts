import type { Fen } from '@houtai/domain-kit';
import { ACCOUNT } from './accounts';
import { mergeLines, type Dimensions } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';

export interface WithdrawalFee {
  feeFen: Fen;
  about: Dimensions;
}

/** A fee without a service carries no VAT and is no operating revenue. */
function withdrawalFee(name: string, meaning: string): PostingRule<WithdrawalFee> {
  return {
    name,
    version: 1,
    from: SINCE_EVER,
    kind: 'normal',
    meaning: `${meaning}: D 1122 / C 6301`,
    lines: ({ feeFen, about }) =>
      mergeLines([
        { account: ACCOUNT.receivable, side: 'D', amountFen: feeFen, ...about },
        { account: ACCOUNT.nonOperatingIncome, side: 'C', amountFen: feeFen, ...about },
      ]),
  };
}

export const cancellationFeeCharged = withdrawalFee('cancellation-fee-charged', 'Cancelled without service');
export const noShowFeeCharged = withdrawalFee('no-show-fee-charged', 'Nobody came');
