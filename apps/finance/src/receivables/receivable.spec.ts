import { balanceOf, dueOf, moveReceivable, receivableStatus, type Receivable } from './receivable';

const AT = '2027-03-01T02:00:00.000Z';
const running: Receivable = {
  reservationId: 'order',
  customerId: 'customer',
  branchId: 'branch',
  debitFen: 100,
  creditFen: 0,
  eventVersion: 0,
  version: 3,
};
const final: Receivable = { ...running, finalisedBy: { eventId: 'event', hash: 'aa' } };
const line = (side: 'D' | 'C', amountFen: number, orderId = 'order', account = '1122') => ({
  account,
  side,
  amountFen,
  orderId,
});
const payment = {
  reservationId: 'order',
  paymentId: 'p',
  amountFen: 100,
  method: 'card' as const,
  reference: 'r',
  receivedAt: AT,
};

describe('a receivable', () => {
  it('follows the 1122 lines of its own order only', () => {
    const lines = [
      line('D', 50),
      line('D', -20),
      line('C', 7),
      line('D', 9, 'another'),
      line('C', 9, 'order', '6041'),
    ];
    const { after, events } = moveReceivable(running, { lines, at: AT });
    expect(after).toMatchObject({ debitFen: 130, creditFen: 7, version: 4, eventVersion: 0 });
    expect(balanceOf(after)).toBe(123);
    expect(events).toEqual([]);
  });

  it('is not due while charges still come, even at zero', () => {
    const { after, events } = moveReceivable(running, { lines: [line('C', 100)], at: AT });
    expect([dueOf(running), dueOf(after), receivableStatus(after), events.length]).toEqual([
      0,
      0,
      'running',
      0,
    ]);
    expect([dueOf(final), receivableStatus(final)]).toEqual([100, 'due']);
  });

  it('tells of a payment first and then that it is cleared', () => {
    const { after, events } = moveReceivable(final, { lines: [line('C', 100)], payment, at: AT });
    expect(events.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['PaymentReceived', 1],
      ['ReceivableCleared', 2],
    ]);
    expect([receivableStatus(after), after.clearedAt]).toEqual(['cleared', AT]);
  });

  it('is cleared at once when the charges come to nothing', () => {
    const { events } = moveReceivable({ ...final, debitFen: 0 }, { lines: [], at: AT });
    expect(events.map(({ type }) => type)).toEqual(['ReceivableCleared']);
  });

  it('opens again by a reversal and tells a second time when it is paid again', () => {
    const cleared = moveReceivable(final, { lines: [line('C', 100)], payment, at: AT }).after;
    const reopened = moveReceivable(cleared, { lines: [line('C', -100)], at: AT });
    expect([receivableStatus(reopened.after), reopened.events]).toEqual(['due', []]);
    const again = moveReceivable(reopened.after, { lines: [line('C', 100)], payment, at: AT });
    expect(again.events.map(({ aggregateVersion }) => aggregateVersion)).toEqual([3, 4]);
  });
});
