import {
  reservationNoShowV1,
  type AgreementSettledV1,
  type ReservationCancelledV1,
} from '@houtai/event-catalogue';
import type { OutgoingEvent } from '@houtai/messaging';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { CUSTOMER, cancellation, charge, rentalEvents } from './rental-events';

const TIME = at('02:00');

interface Parked {
  status: string;
  error: string;
}

/** What cannot be posted waits with its reason, and the books are as they were. */
describe('events that cannot be posted', () => {
  let finance: TestService;
  let orders = 0;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
  });
  afterAll(async () => finance?.close());

  const rental = (reservationId: string) => {
    const [opened, settled, closed] = rentalEvents({
      ...{ reservationId, pickUpAt: TIME, dayFen: [10_000], depositFen: 30_000 },
    }).map(({ event }) => event) as [OutgoingEvent, OutgoingEvent, OutgoingEvent];
    return { opened, settled, closed };
  };
  const withData = <Data extends object>(event: OutgoingEvent, change: (data: Data) => Partial<Data>) => ({
    ...event,
    data: { ...(event.data as Data), ...change(event.data as Data) },
  });
  const noShow = (reservationId: string, feeFen: number): OutgoingEvent => ({
    event: reservationNoShowV1,
    key: reservationId,
    aggregateVersion: 4,
    data: { ...reservationNoShowV1.sample, reservationId, customerId: CUSTOMER, feeFen },
  });
  const settledWith =
    (change: (data: AgreementSettledV1) => Partial<AgreementSettledV1>) => (order: string) => {
      const { opened, settled } = rental(order);
      return [opened, withData<AgreementSettledV1>(settled, change)];
    };

  it.each<[string, (order: string) => OutgoingEvent[], string]>([
    [
      'a settlement whose charges do not add up',
      settledWith(({ totalFen }) => ({ totalFen: totalFen + 1 })),
      'charges-do-not-add-up',
    ],
    [
      'a settlement that captures more than it charges',
      settledWith(({ totalFen }) => ({ captureFen: totalFen + 1 })),
      'capture-exceeds-charges',
    ],
    [
      'a settlement that captures more than is held',
      settledWith(({ charges, totalFen }) => ({
        charges: [...charges, charge('late', 50_000)],
        totalFen: totalFen + 50_000,
        captureFen: totalFen + 50_000,
      })),
      'capture-exceeds-hold',
    ],
    ['a settlement of nothing that was opened', (order) => [rental(order).settled], 'agreement-not-opened'],
    [
      'a second settlement',
      (order) => {
        const { opened, settled } = rental(order);
        return [opened, settled, { ...settled, aggregateVersion: 3 }];
      },
      'order-already-final',
    ],
    [
      'a cancellation of what was settled',
      (order) => {
        const { opened, settled } = rental(order);
        return [opened, settled, cancellation(order, 500, TIME).event];
      },
      'order-already-final',
    ],
    [
      'a no-show of what was cancelled for a fee',
      (order) => [cancellation(order, 500, TIME).event, noShow(order, 700)],
      'order-already-final',
    ],
    [
      'a cancellation under the id of another',
      (order) => {
        const { event } = cancellation(order, 500, TIME);
        const other = withData<ReservationCancelledV1>(event, () => ({ feeFen: 600 }));
        return [
          { ...event, id: testId(0x7001) },
          { ...other, id: testId(0x7001) },
        ];
      },
      'entry-payload-differs',
    ],
  ])('are parked: %s', async (_what, eventsOf, reason) => {
    const order = testId(0x5000 + ++orders);
    const events = eventsOf(order);
    for (const event of events.slice(0, -1)) await finance.publish(event, { time: TIME });
    await finance.drained();
    const entries = () => finance.sql('select count(*)::int as n, max(id::text) as last from entry');
    const before = await entries();
    // As if the inbox had forgotten: the books know what they took.
    await finance.sql('delete from inbox');
    await finance.publish(events.at(-1)!, { time: TIME });
    await finance.drained();
    const parked = await finance.sql<Parked>('select status, error from parked_message where key = $1', [
      order,
    ]);
    expect(parked).toMatchObject([{ status: 'failed', error: expect.stringContaining(reason) }]);
    expect(await entries()).toEqual(before);
  });
});
