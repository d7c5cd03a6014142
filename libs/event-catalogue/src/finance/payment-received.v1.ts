import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, FenAmount, Choice } from '../fields';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  paymentId: Id('Payment'),
  amountFen: FenAmount('Amount', { minimum: 1 }),
  method: Choice(['card', 'wechat-pay', 'alipay', 'bank-transfer', 'cash'], 'How'),
  reference: Type.String({ description: 'Reference of the payment provider' }),
  receivedAt: At('Received'),
});

export type PaymentReceivedV1 = Static<typeof schema>;

export const paymentReceivedV1 = defineEvent({
  producer: 'finance',
  aggregate: 'receivable',
  name: 'payment-received',
  meaning: 'A customer paid for an order.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    paymentId: '0196f3a0-0000-7000-8000-000000000009',
    amountFen: 3960,
    method: 'wechat-pay',
    reference: 'WX-1',
    receivedAt: '2026-03-01T14:05:00.000Z',
  },
});
