import type { Fen } from '@houtai/domain-kit';
import { ACCOUNT } from './accounts';
import { mergeLines, type Dimensions } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';

export interface DepositCaptured {
  amountFen: Fen;
  about: Dimensions;
}

/** A pre-authorisation moves no money until it is captured; then the payment provider owes us. */
export const depositCaptured: PostingRule<DepositCaptured> = {
  name: 'deposit-captured',
  version: 1,
  from: SINCE_EVER,
  kind: 'normal',
  meaning: 'The rental deposit pays charges: D 1012 [O1] / C 1122',
  lines: ({ amountFen, about }) =>
    mergeLines([
      { account: ACCOUNT.paymentProvider, side: 'D', amountFen, cashItem: 'O1', ...about },
      { account: ACCOUNT.receivable, side: 'C', amountFen, ...about },
    ]),
};
