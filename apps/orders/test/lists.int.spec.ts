import { encodeCursor } from '@houtai/service-host';
import { testId } from '@houtai/testing';
import { PICK_UP, Shop } from './a-running-shop';

interface ProblemBody {
  errors: { field: string; rule: string }[];
}

describe('the lists of orders', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(async () => shop?.service.close());

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

  it('refuses the cursor of another list, another sort and another filter, and of nobody', async () => {
    const all = await shop.get<{ next: string }>('rate-plans?limit=1');
    const faults = async (query: string) =>
      (await shop.get<ProblemBody>(`${query}&after=${all.body.next}`)).body.errors?.map(({ field }) => field);
    expect(await faults('rate-plans?limit=2')).toBeUndefined();
    expect(await faults('rate-plans?limit=1&sort=validFrom')).toEqual(['after']);
    expect(await faults('rate-plans?limit=1&classCode=suv')).toEqual(['after']);
    expect(await faults('reservations?limit=1')).toEqual(['after']);
  });

  it('sorts, and refuses a sort that it does not know or that no index answers beside the filter', async () => {
    const { body } = await shop.get<{ items: { classCode: string }[] }>(
      'rate-plans?sort=-classCode,-validFrom',
    );
    const classes = body.items.map(({ classCode }) => classCode);
    expect(classes).toEqual([...classes].sort().reverse());
    const unknown = await shop.get<ProblemBody>('rate-plans?sort=price');
    expect([unknown.status, unknown.body.errors]).toMatchObject([400, [{ field: 'sort', rule: 'isIn' }]]);
    const beside = await shop.get<ProblemBody>(`reservations?sort=pickUpAt&customerId=${shop.customerId}`);
    expect([beside.status, beside.body.errors]).toMatchObject([
      400,
      [{ field: 'sort', rule: 'goesWithFilters', message: expect.stringContaining('-id; id') as string }],
    ]);
  });

  it('takes a range by day or by time, half-open, and refuses one that ends before it begins', async () => {
    const ids = async (query: string) =>
      (await shop.get<{ items: { validFrom: string }[] }>(`rate-plans?${query}`)).body.items.length;
    const [first] = (await shop.get<{ items: { validFrom: string }[] }>('rate-plans?sort=validFrom')).body
      .items;
    expect(await ids(`to=${first?.validFrom}`)).toBe(0);
    expect(await ids(`from=${first?.validFrom}`)).toBeGreaterThan(0);
    const backwards = await shop.get<ProblemBody>(
      'reservations?from=2027-03-02&to=2027-03-01T00:00:00%2B08:00',
    );
    expect([backwards.status, backwards.body.errors]).toMatchObject([
      400,
      [{ field: 'to', rule: 'isForward' }],
    ]);
  });

  it('counts on demand, and says so when it stopped', async () => {
    const counted = await shop.get<{ count: object }>('rate-plans?limit=1&count=true');
    expect(counted.body.count).toEqual({ items: 2, more: false });
    expect((await shop.get<{ count?: object }>('rate-plans?limit=1')).body.count).toBeUndefined();
    const columns = `valid_from, workday_fen, weekend_fen, holiday_fen, basic_service_per_day_fen, preparation_fen, one_way_fen,
      rental_deposit_fen, violation_deposit_fen, late_free_minutes, late_hourly_up_to_hours, first_day_prices_all,
      cancellation_tiers, fuel_price_per_percent_fen, published_at, version, revision`;
    await shop.service.sql(
      `insert into rate_plan (rate_plan_id, class_code, ${columns})
       select gen_random_uuid(), 'class-' || n, ${columns}
         from generate_series(1, 10001) n, (select * from rate_plan limit 1) one`,
    );
    const many = await shop.get<{ count: object; items: unknown[] }>('rate-plans?limit=1&count=true');
    expect(many.body).toMatchObject({ items: [{}], count: { items: 10_000, more: true } });
  });
});
