import { parametersLike, type Taken } from './parameters';
import { chosenIds, pgbenchScript } from './pgbench-script';

const RESERVATION = '11111111-1111-7111-8111-111111111111';
const CUSTOMER = '22222222-2222-7222-8222-222222222222';
const EVENT = '33333333-3333-7333-8333-333333333333';
const HERE = '44444444-4444-7444-8444-444444444444';
const THERE = '55555555-5555-7555-8555-555555555555';

const NUMBER = 'R7KM-9QXD-F';
const taken: Taken = {
  row: {
    reservation_id: RESERVATION,
    number: NUMBER,
    customer_id: CUSTOMER,
    status: 'confirmed',
    version: 2,
    confirmed_at: 'later',
  },
  history: { reservation_id: RESERVATION, version: 1, type: 'ReservationSubmitted', actor: "o'neill" },
  event: {
    id: EVENT,
    topic: 'houtai.orders.reservation',
    type: 'houtai.orders.reservation-submitted.v1',
    data: {
      reservationId: RESERVATION,
      number: NUMBER,
      customerId: CUSTOMER,
      classCode: 'class-3',
      pickUp: { branchId: HERE, at: '2027-03-01T02:00:00.000Z' },
      return: { branchId: THERE },
      holdExpiresAt: '2027-02-01T02:15:00.000Z',
    },
    headers: { id: EVENT, subject: RESERVATION },
  },
};
const texts = { 'wish-facts': 'select\n  $1::uuid', 'reservation-insert-told': 'insert $1' };

describe('the floor of intake', () => {
  const script = pgbenchScript(texts, taken, { customers: 100, branches: 10, classes: 4 });

  it('prepares once per session and executes each time', () => {
    expect(script).toContain('\\if :ready = 0\nprepare wish_facts as select $1::uuid;\n');
    expect(script.match(/^execute /gm)).toHaveLength(2);
  });

  it('chooses among the rows that are there', () => {
    expect(script).toContain('\\set customer random(100000000000, 100000000099)');
    expect(chosenIds('branch', 2)).toEqual([
      '00000000-0000-7000-b000-100000000000',
      '00000000-0000-7000-b000-100000000001',
    ]);
  });

  it('quotes what it sends', () => expect(script).toContain(`"actor":"o''neill"`));

  it('writes a reservation as it is when it was just submitted', () => {
    const [row, history, outbox] = parametersLike(taken, (name) => `<${name}>`)['reservation-insert-told'];
    expect(JSON.parse(String(row))).toMatchObject([
      {
        reservation_id: '<m>-0000-7000-8000-<n>',
        number: '<m>-<n>',
        status: 'submitted',
        version: 1,
        confirmed_at: null,
        hold_expires_at: '2027-02-01T02:15:00.000Z',
      },
    ]);
    expect(history).toContain('<m>-0000-7000-8000-<n>');
    expect(JSON.parse(String(outbox))).toMatchObject([
      { id: '<m>-0000-7000-9000-<n>', key: '<m>-0000-7000-8000-<n>', version: 1 },
    ]);
  });
});
