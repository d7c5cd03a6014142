import { EVERYTHING, encodeCursor } from '@houtai/service-host';
import { testId } from '@houtai/testing';
import { AggregatePlatform } from '@houtai/aggregate';
import { Outbox, type Sql, type UnitOfWork } from '@houtai/messaging';
import { ReservationStore } from '../src/reservations/reservation.store';
import { ReservationQueries } from '../src/reservations/reservation.queries';
import { Partner } from './a-partner';
import { DUE, HERE, NOW, PICK_UP, Shop } from './a-running-shop';

interface ProblemBody {
  errors: { field: string; rule: string }[];
}

describe('the lists of orders', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(async () => shop?.service.close());

  /** What Postgres makes of the statements that these lists send. */
  const plansOf = async (lists: (queries: ReservationQueries) => Promise<void>): Promise<string[]> => {
    const asked: [string, unknown[]][] = [];
    const recorder = {
      rows: (text: string, values: unknown[]) => Promise.resolve(asked.push([text, values]) && []),
    } as unknown as Sql;
    const { app } = shop.service.running;
    const platform = new AggregatePlatform({ sql: recorder } as UnitOfWork, app.get(Outbox));
    await lists(new ReservationQueries(recorder, new ReservationStore(platform)));
    return Promise.all(
      asked.map(async ([text, values]) => {
        const plan = await shop.service.sql<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
        return plan.map((line) => line['QUERY PLAN'].trim()).join('\n');
      }),
    );
  };

  it.each([
    ['reservations', ['no-id']],
    ['agreements', ['2027-03-01']],
    ['overdue-pick-ups', ['soon', testId(1)]],
    ['overdue-pick-ups', ['2027-02-30T00:00:00.000Z', testId(1)]],
    ['overdue-returns', [PICK_UP, 3]],
    ['rate-plans', ['compact', 'soon']],
  ])('%s refuses the cursor %j, which is none of its own', async (list, parts) => {
    const answer = await shop.get<ProblemBody>(`${list}?after=${encodeCursor(parts)}`);
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'after', rule: 'isCursor' }]]);
  });

  it('a page of rate plans links to the next one', async () => {
    const { headers, body } = await shop.get<{ next: string }>('rate-plans?limit=1');
    expect(headers.get('link')).toBe(`</api/v1/rate-plans?limit=1&after=${body.next}>; rel="next"`);
  });

  it('goes on from a cursor by the index, without statistics', async () => {
    await shop.service.sql(
      `insert into reservation (reservation_id, version, status, customer_id, channel, class_code, pick_up_branch_id,
                                pick_up_at, return_branch_id, return_at, price, submitted_at)
       select gen_random_uuid(), 1, 'confirmed', $1, 'web', 'compact', $2, $3::timestamptz + n * interval '1 minute',
              $2, $4::timestamptz + n * interval '1 minute', '{}', $5
         from generate_series(1, 20000) n`,
      [shop.customerId, HERE, PICK_UP, DUE, NOW],
    );
    const after = encodeCursor([PICK_UP, testId(1)]);
    const plans = await plansOf(async (queries) => {
      await queries.list(EVERYTHING, { limit: 50, after: encodeCursor([testId(1)]) }, String);
      await queries.overduePickUps(EVERYTHING, '2028-01-01T00:00:00.000Z', { limit: 50, after }, String);
    });
    expect(plans).toEqual([
      expect.stringMatching(/Index Scan Backward using reservation_pkey[^]*Index Cond: \(reservation_id < /),
      expect.stringMatching(/Index Scan using reservation_awaiting_pick_up[^]*Index Cond: /),
    ]);
  });

  it('goes on in the list of a partner by its index, and finds a reference', async () => {
    const partner = new Partner(shop, 1);
    await shop.service.sql(
      `insert into reservation (reservation_id, version, status, customer_id, channel, partner_id, partner_customer_id,
                                reference, class_code, pick_up_branch_id, pick_up_at, return_branch_id, return_at, price,
                                submitted_at)
       select gen_random_uuid(), 1, 'confirmed', customer_id, 'partner', $1, $2, 'T-' || n, class_code, pick_up_branch_id,
              pick_up_at, return_branch_id, return_at, price, submitted_at
         from (select row_number() over () as n, * from reservation) r`,
      [partner.id, await partner.knows()],
    );
    await shop.service.sql('analyze reservation');
    const reach = { kind: 'partner', partnerId: partner.id } as const;
    const plans = await plansOf(async (queries) => {
      await queries.list(reach, { limit: 50, after: encodeCursor([testId(1)]) }, String);
      await queries.list(EVERYTHING, { limit: 50, reference: 'T-1' }, String);
    });
    expect(plans).toEqual([
      expect.stringMatching(
        /^Limit[^]*Index Scan Backward using reservation_by_partner [^]*Index Cond: \(\(partner_id = /,
      ),
      expect.stringMatching(/reservation_one_per_reference[^]*Index Cond: \(reference = /),
    ]);
    expect(plans[0]).not.toContain('Sort');
  });
});
