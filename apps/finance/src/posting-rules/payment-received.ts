import type { PaymentReceivedV1 } from '@houtai/event-catalogue';
import type { Fen } from '@houtai/domain-kit';
import { ACCOUNT, type AccountCode } from './accounts';
import type { Dimensions } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';

export type PaymentMethod = PaymentReceivedV1['method'];

export interface PaymentFacts {
  amountFen: Fen;
  method: PaymentMethod;
  about: Dimensions;
}

/** Where the money arrives. */
const ARRIVES: Readonly<Record<PaymentMethod, AccountCode>> = {
  card: ACCOUNT.paymentProvider,
  'wechat-pay': ACCOUNT.paymentProvider,
  alipay: ACCOUNT.paymentProvider,
  'bank-transfer': ACCOUNT.bank,
  cash: ACCOUNT.cashOnHand,
};

export const paymentReceived: PostingRule<PaymentFacts> = {
  name: 'payment-received',
  version: 1,
  from: SINCE_EVER,
  kind: 'normal',
  meaning: 'A customer paid: D 1012, 1002 or 1001 [O1] / C 1122',
  lines: ({ amountFen, method, about }) => [
    { account: ARRIVES[method], side: 'D', amountFen, cashItem: 'O1', ...about },
    { account: ACCOUNT.receivable, side: 'C', amountFen, ...about },
  ],
};
