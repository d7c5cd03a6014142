import { entryPostedV1, type AgreementSettledV1 } from '@houtai/event-catalogue';
import {
  at,
  embeddedTestBus,
  startTestService,
  testId,
  type TestBus,
  type TestService,
} from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { charge, rentalEvents } from './rental-events';

const time = at('02:00');

describe('events of many rentals that come together', () => {
  let bus: TestBus;
  let finance: TestService;

  beforeAll(async () => {
    bus = await embeddedTestBus();
    // one partition, so that they are one batch
    finance = await startTestService(financeDefinition, {
      bus: { ...bus, env: { ...bus.env, HOUTAI_BUS_PARTITIONS: '1' } },
    });
  });
  afterAll(async () => {
    await finance?.close();
    await bus?.drop();
  });

  const rentals = Array.from({ length: 10 }, (_, n) =>
    rentalEvents({
      reservationId: testId(0x2000 + n),
      pickUpAt: time,
      dayFen: [19_800],
      settledAfterHours: 24,
    }),
  );
  const idOf = (which: number, n: number) => testId(0x3000 + which * 0x100 + n);
  const tell = async (which: number) => {
    const events = rentals.map((steps, n) => ({ ...steps[which]!.event, id: idOf(which, n) }));
    await finance.publish(events, { time });
    await finance.drained();
  };
  const states = () =>
    finance.sql<{ kind: string; open: boolean; rentals: number; transactions: number }>(
      `select kind, (open_fen > 0) as open, count(*)::int as rentals, count(distinct xmin::text)::int as transactions
         from hold group by 1, 2 order by 1, 2`,
    );

  it('hold the deposits of all in one transaction', async () => {
    await tell(0);
    expect(await states()).toEqual([
      { kind: 'rental', open: true, rentals: 10, transactions: 1 },
      { kind: 'violation', open: true, rentals: 10, transactions: 1 },
    ]);
  });

  it('are not held up by a settlement that contradicts itself, which alone is parked; each entry names its cause', async () => {
    const bad = rentals[4]![1]!.event.data as AgreementSettledV1;
    bad.charges.push(charge('preparation', 1));
    await tell(1);
    expect((await states()).filter(({ kind }) => kind === 'rental')).toMatchObject([
      { open: false, rentals: 9 },
      { open: true, rentals: 1 },
    ]);
    expect(await finance.sql('select key, status from parked_message')).toEqual([
      { key: testId(0x2004), status: 'failed' },
    ]);
    const causes = await finance.sql<{ cause: string }>(
      `select distinct headers->>'causationid' as cause from event_log where type = $1 order by 1`,
      [entryPostedV1.type],
    );
    const sound = rentals.flatMap((_, n) => (n === 4 ? [] : idOf(1, n)));
    expect(causes.map(({ cause }) => cause)).toEqual(sound.sort());
  });

  it('release the deposits of all in one transaction', async () => {
    await tell(2);
    expect((await states()).filter(({ kind }) => kind === 'violation')).toEqual([
      { kind: 'violation', open: false, rentals: 9, transactions: 1 },
      { kind: 'violation', open: true, rentals: 1, transactions: 1 },
    ]);
  });
});
