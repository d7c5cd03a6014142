import { paymentReceivedV1 } from '@houtai/event-catalogue';
import type { Receivable } from '../receivables/receivable';
import { decidePayment } from './payment';

const { sample } = paymentReceivedV1;
const command = { ...sample, receivedBy: 'clerk' };
const due: Receivable = {
  reservationId: sample.reservationId,
  customerId: 'customer',
  branchId: 'branch',
  debitFen: sample.amountFen,
  creditFen: 0,
  finalisedBy: { eventId: 'event', hash: 'aa' },
  eventVersion: 0,
  version: 1,
};

describe('a payment', () => {
  it('tells the golden sample and posts by who recorded it, on the business day', () => {
    const { drafts, told } = decidePayment(command, due, 'Asia/Shanghai');
    expect(told).toEqual(sample);
    expect(drafts).toMatchObject([
      { rule: 'payment-received', causeId: sample.paymentId, maker: 'clerk', day: '2026-03-01' },
    ]);
  });

  it.each([
    ['nothing-owed', { ...due, finalisedBy: undefined }],
    ['nothing-owed', { ...due, creditFen: sample.amountFen }],
    ['nothing-owed', { ...due, creditFen: sample.amountFen + 1 }],
    ['payment-exceeds-owed', { ...due, creditFen: 1 }],
  ])('is refused: %s', (code, receivable) => {
    expect(() => decidePayment(command, receivable, 'Asia/Shanghai')).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
