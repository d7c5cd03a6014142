import type { PaymentReceivedV1 } from '@houtai/event-catalogue';
import { businessDay, type Fen, type Instant } from '@houtai/domain-kit';
import { refuse } from '../finance.errors';
import type { EntryDraft } from '../posting-rules/entry-draft';
import { draftsBy } from '../posting-rules/posting-rule';
import { paymentReceived, type PaymentMethod } from '../posting-rules/payment-received';
import { dimensionsOf, dueOf, type Receivable } from '../receivables/receivable';

export const PAYMENT_METHODS = [
  'card',
  'wechat-pay',
  'alipay',
  'bank-transfer',
  'cash',
] as const satisfies PaymentMethod[];

export interface RecordPayment {
  paymentId: string;
  reservationId: string;
  amountFen: Fen;
  method: PaymentMethod;
  reference: string;
  receivedAt: Instant;
  receivedBy: string;
}

/**
 * The entry of a payment and what is told about it.
 * Refuses `nothing-owed` (also before the charges are final) and `payment-exceeds-owed`.
 */
export function decidePayment(
  command: RecordPayment,
  receivable: Receivable,
  timeZone: string,
): { drafts: EntryDraft[]; told: PaymentReceivedV1 } {
  const { paymentId, reservationId, amountFen, method, reference, receivedAt, receivedBy } = command;
  const dueFen = dueOf(receivable);
  if (dueFen === 0) refuse('nothing-owed', { reservationId });
  if (amountFen > dueFen) refuse('payment-exceeds-owed', { amountFen, dueFen });
  const told: PaymentReceivedV1 = { reservationId, paymentId, amountFen, method, reference, receivedAt };
  const drafts = draftsBy(
    paymentReceived,
    { amountFen, method, about: dimensionsOf(receivable) },
    {
      id: paymentId,
      facts: told,
      day: businessDay(receivedAt, timeZone),
      maker: receivedBy,
      memo: `${method} ${reference}`.slice(0, 500),
    },
  );
  return { drafts, told };
}
