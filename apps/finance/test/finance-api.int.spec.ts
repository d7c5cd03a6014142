import { addDays } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import type { EntryView } from '../src/ledger/entry.dto';
import type { TrialBalanceView } from '../src/ledger/trial-balance.dto';
import { BRANCH, cancellation, rentalEvents } from './rental-events';

interface ProblemBody {
  code: string;
  errors?: { field: string; rule: string }[];
}

const NOW = at('02:00', 1);

describe('the API of finance', () => {
  let finance: TestService;
  let orders = 0;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    await finance.advanceTo(NOW);
  });
  afterAll(async () => finance?.close());

  const cancelled = async (feeFen: number) => {
    const order = testId(0x2000 + ++orders);
    const { event, time } = cancellation(order, feeFen, at('01:00'));
    await finance.publish(event, { time });
    await finance.drained();
    return order;
  };
  const pay = (body: object, headers: Record<string, string> = {}) =>
    finance.http<ProblemBody & { id: string }>('POST', '/api/v1/payments', { body, headers, time: NOW });
  const post = (body: object, roles = ['finance-manager']) =>
    finance.http<EntryView & ProblemBody>('POST', '/api/v1/entries', {
      body,
      roles,
      sub: 'maker-1',
      time: NOW,
    });
  const manual = (lines: object[], postingDate = '2027-03-02') => ({ postingDate, memo: 'By hand', lines });
  const pair = [
    { account: '6602', side: 'D', amountFen: 700, dept: 'office', branchId: BRANCH },
    { account: '1002', side: 'C', amountFen: 700, cashItem: 'O7' },
  ];
  const refusal = ({ status, body }: { status: number; body: ProblemBody }) => [
    status,
    body.code,
    body.errors?.map(({ field, rule }) => `${field} ${rule}`).sort(),
  ];

  describe('payments', () => {
    it('takes a cancellation fee once, and only what is owed', async () => {
      const reservationId = await cancelled(3960);
      const wish = { reservationId, amountFen: 3000, method: 'wechat-pay', reference: 'WX-1' };
      const owed = await finance.http('GET', `/api/v1/receivables/${reservationId}`);
      expect(owed.body).toMatchObject({ status: 'due', dueFen: 3960, vehicleId: null, version: 2 });
      expect(refusal(await pay({ ...wish, amountFen: 3961 }))).toEqual([
        409,
        'payment-exceeds-owed',
        undefined,
      ]);
      expect(refusal(await pay(wish, { 'if-match': '"1"' }))).toEqual([412, 'stale-version', undefined]);
      const first = await pay(wish, { 'if-match': owed.headers.get('etag') ?? '', 'idempotency-key': 'k-1' });
      expect(first).toMatchObject({
        status: 201,
        body: { amountFen: 3000, currency: 'CNY', receivedAt: NOW },
      });
      const again = await pay(wish, { 'if-match': owed.headers.get('etag') ?? '', 'idempotency-key': 'k-1' });
      expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
      expect(refusal(await pay({ ...wish, amountFen: 960 }))).toEqual([
        409,
        'payment-reference-used',
        undefined,
      ]);
      expect((await pay({ ...wish, amountFen: 960, method: 'cash', reference: 'C-1' })).status).toBe(201);
      expect(refusal(await pay({ ...wish, reference: 'WX-2' }))).toEqual([409, 'nothing-owed', undefined]);
      const list = await finance.http('GET', `/api/v1/payments?reservationId=${reservationId}&limit=1`);
      expect(list.body).toMatchObject({ items: [{ method: 'cash' }] });
      expect(list.headers.get('link')).toContain('rel="next"');
    });

    it('takes no payment before the charges are final, nor for an unknown order', async () => {
      const reservationId = testId(0x2100);
      const [opened] = rentalEvents({ reservationId, pickUpAt: addDays(NOW, -1), dayFen: [9000, 9000] });
      await finance.publish(opened!.event, { time: opened!.time });
      await finance.advanceTo(NOW);
      const wish = { reservationId, amountFen: 9000, method: 'card', reference: 'P-1' };
      expect(refusal(await pay(wish))).toEqual([409, 'nothing-owed', undefined]);
      expect(refusal(await pay({ ...wish, reservationId: testId(0x2fff) }))).toEqual([
        404,
        'not-found',
        undefined,
      ]);
    });

    it('names every fault of a payment', async () => {
      const faulty = { reservationId: 'x', amountFen: 0.5, method: 'shells', reference: '', currency: 'EUR' };
      expect(refusal(await pay(faulty))).toEqual([
        400,
        'validation-failed',
        expect.arrayContaining([
          'reservationId isUuid',
          'amountFen isFen',
          'method isIn',
          'currency unknownField',
        ]),
      ]);
      for (const amountFen of [-1, 0, 1e14, '5', null])
        expect((await pay({ ...faulty, amountFen })).status).toBe(400);
    });

    it('lets one of twenty payments of the whole debt through', async () => {
      const reservationId = await cancelled(5000);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          pay({ reservationId, amountFen: 5000, method: 'card', reference: `RACE-${n}` }),
        ),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'nothing-owed')).toHaveLength(19);
    });
  });

  describe('entries by hand', () => {
    it('posts balanced lines under the name of their maker', async () => {
      const { status, body } = await post(manual(pair));
      expect(status).toBe(201);
      expect(body).toMatchObject({
        rule: 'manual',
        maker: 'maker-1',
        checker: null,
        period: 202703,
        totalFen: 700,
      });
      expect(body.lines).toMatchObject([
        { account: '6602', dept: 'office' },
        { account: '1002', cashItem: 'O7' },
      ]);
      expect((await finance.http('GET', `/api/v1/entries/${body.id}`)).body).toMatchObject({ id: body.id });
    });

    it('names every fault of an entry', async () => {
      const lines = [
        { account: '1002', side: 'D', amountFen: 5 },
        { account: '2221', side: 'C', amountFen: 4, cashItem: 'O1' },
        { account: '8888', side: 'C', amountFen: 0, reservationId: testId(0x2ffe) },
      ];
      expect(refusal(await post(manual(lines)))).toEqual([
        400,
        'validation-failed',
        [
          'lines isBalanced',
          'lines[0].cashItem isRequiredForCash',
          'lines[1].account isPostable',
          'lines[1].cashItem isForCashOnly',
          'lines[2].account isKnown',
          'lines[2].amountFen isNotZero',
          'lines[2].reservationId isKnown',
        ],
      ]);
      expect(
        refusal(await post({ ...manual([pair[0]!]), postingDate: '2027-02-30', checker: 'me' })),
      ).toEqual([
        400,
        'validation-failed',
        ['checker unknownField', 'lines arrayMinSize', 'postingDate isDay'],
      ]);
    });

    it('needs a period that is there and open, and the permission', async () => {
      expect(refusal(await post(manual(pair, '2027-02-01')))).toEqual([409, 'period-not-open', undefined]);
      const ahead = await post(manual(pair, '2027-05-02'));
      expect(refusal(ahead)).toEqual([409, 'posting-day-out-of-reach', undefined]);
      expect((await post(manual(pair), ['branch-staff'])).body.code).toBe('forbidden');
    });

    it('reverses an entry in red, once, to zero on every account and dimension (property 4)', async () => {
      const { body: entry } = await post(manual(pair));
      const reverse = (id: string) =>
        finance.http<EntryView & ProblemBody>('POST', `/api/v1/entries/${id}/reverse`, {
          body: { memo: 'Wrong' },
          time: NOW,
        });
      const [first, second] = await Promise.all([reverse(entry.id), reverse(entry.id)]);
      expect([first!.status, second!.status].sort()).toEqual([200, 409]);
      const red = first!.status === 200 ? first!.body : second!.body;
      expect(red).toMatchObject({ kind: 'reversal', red: true, totalFen: -700, reverses: entry.id });
      expect(refusal(await reverse(red.id))).toEqual([409, 'entry-is-a-reversal', undefined]);
      const left = await finance.sql(
        `select 1 from line where entry_id = any($1::uuid[])
         group by account, dc, cash_item, dept, branch_id, vehicle_id, order_id, party_id having sum(amount_fen) <> 0`,
        [[entry.id, red.id]],
      );
      expect(left).toEqual([]);
    });

    it('opens a cleared receivable again when its payment is reversed, and clears it once more', async () => {
      const reservationId = await cancelled(1000);
      const wish = { reservationId, amountFen: 1000, method: 'card', reference: 'R-1' };
      await pay(wish);
      const list = await finance.http<{ items: EntryView[] }>(
        'GET',
        `/api/v1/entries?reservationId=${reservationId}&account=1012`,
      );
      const paid = list.body.items[0]!;
      await finance.http('POST', `/api/v1/entries/${paid.id}/reverse`, {
        body: { memo: 'Bounced' },
        time: NOW,
      });
      const due = await finance.http('GET', `/api/v1/receivables/${reservationId}`);
      expect(due.body).toMatchObject({ status: 'due', dueFen: 1000, clearedAt: null });
      expect((await pay({ ...wish, reference: 'R-2' })).status).toBe(201);
      const told = await finance.eventsPublished();
      expect(
        told.filter(({ key }) => key === reservationId).map(({ aggregateVersion }) => aggregateVersion),
      ).toEqual([1, 2, 3, 4]);
    });
  });

  it('lists the whole chart of accounts and pages through it', async () => {
    const { body } = await finance.http<{ items: { code: string }[] }>('GET', '/api/v1/accounts?limit=200');
    expect(body.items.length).toBeGreaterThanOrEqual(50);
    const page = await finance.http<{ next: string }>('GET', '/api/v1/accounts?limit=10');
    const next = await finance.http<{ items: { code: string }[] }>(
      'GET',
      `/api/v1/accounts?limit=10&after=${page.body.next}`,
    );
    expect(next.body.items[0]).toEqual(body.items[10]);
    expect((await finance.http('GET', '/api/v1/entries?after=nonsense')).status).toBe(400);
  });

  it('keeps the trial balance of a day as it was (cash-flow items sum to the change in cash, property 5)', async () => {
    const [cash] = await finance.sql<{ fen: string; tagged: string; untagged: number }>(
      `select sum(case dc when 'D' then amount_fen else -amount_fen end) as fen,
              sum(case dc when 'D' then amount_fen else -amount_fen end) filter (where cash_item is not null) as tagged,
              count(*) filter (where cash_item is null)::int as untagged
       from line where account in ('1001', '1002', '1012')`,
    );
    expect(cash).toMatchObject({ fen: cash!.tagged, untagged: 0 });
    const balance = async (query: string) =>
      (await finance.http<TrialBalanceView>('GET', `/api/v1/trial-balance?${query}`)).body;
    const before = await balance('date=2027-03-02');
    // Posted, and not sealed: the seal that is named does not cover it, so it is in no answer.
    const asked = Array.from({ length: 6 }, async () => {
      await post(manual(pair));
      const one = await balance('date=2027-03-02');
      return [one, await balance(`date=2027-03-02&sealedUpTo=${one.sealedUpTo}`)] as const;
    });
    for (const [one, again] of await Promise.all(asked)) expect(again).toEqual(one);
    expect(await balance(`date=2027-03-02&sealedUpTo=${before.sealedUpTo}`)).toEqual(before);
    const beyond = await finance.http<ProblemBody>('GET', '/api/v1/trial-balance?sealedUpTo=999999');
    expect(refusal(beyond)).toEqual([400, 'validation-failed', ['sealedUpTo isSealed']]);
    expect((await finance.http<ProblemBody>('GET', '/api/v1/trial-balance?date=yesterday')).body.code).toBe(
      'validation-failed',
    );
  });
});
