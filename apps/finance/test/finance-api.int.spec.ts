import { addDays, checkSymbol } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import type { EntryView } from '../src/ledger/entry.dto';
import type { ProposalView } from '../src/proposals/proposal.dto';
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
  const as = (sub: string, roles = ['finance-manager']) => ({ sub, roles, time: NOW });
  const propose = (body: object, roles?: string[]) =>
    finance.http<ProposalView & ProblemBody>('POST', '/api/v1/entry-proposals', {
      body,
      ...as('maker-1', roles),
    });
  const decide = (id: string, verb = 'approve', by = 'checker-1', roles?: string[]) =>
    finance.http<ProposalView & ProblemBody>('POST', `/api/v1/entry-proposals/${id}/${verb}`, as(by, roles));
  const entry = async (id = '') => (await finance.http<EntryView>('GET', `/api/v1/entries/${id}`)).body;
  /** By one and by another. */
  const posted = async (body: object): Promise<EntryView> => {
    const { body: proposal } = await propose(body);
    const { body: approved } = await decide(proposal.id);
    return entry(approved.entryIds[0]);
  };
  const proposeReversal = (id: string, memo = 'Wrong') =>
    finance.http<ProposalView & ProblemBody>('POST', `/api/v1/entries/${id}/propose-reversal`, {
      body: { memo },
      ...as('maker-1'),
    });
  const reversed = async (id: string): Promise<EntryView[]> => {
    const { body: proposal } = await proposeReversal(id);
    const { body: approved } = await decide(proposal.id);
    return Promise.all(approved.entryIds.map((red) => entry(red)));
  };
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

    it('takes the number of a reservation wherever its id may stand, however it is written', async () => {
      const reservationId = testId(0x2200);
      const number = `K3MP-7WXY-${checkSymbol('K3MP7WXY')}`;
      const told = cancellation(reservationId, 4000, at('01:00'));
      const numbered = { ...told.event, data: { ...(told.event.data as object), number } };
      await finance.publish(numbered, { time: told.time });
      await finance.drained();
      const receivable = await finance.http('GET', `/api/v1/receivables/${reservationId}`);
      for (const written of [number, number.replaceAll('-', '').toLowerCase(), number.replaceAll('-', '%20')])
        expect((await finance.http('GET', `/api/v1/receivables/${written}`)).body).toEqual(receivable.body);
      const wish = { reservationId: number.toLowerCase(), amountFen: 1000, method: 'cash', reference: 'N-1' };
      const paid = await pay(wish);
      expect(paid).toMatchObject({ status: 201, body: { reservationId } });
      const line = { account: '1122', branchId: BRANCH, partyId: testId(0xc1), reservationId: number };
      const lines = [
        { ...line, side: 'D', amountFen: 5 },
        { account: '1002', side: 'C', amountFen: 5, cashItem: 'O1' },
      ];
      const byHand = await posted({ ...manual(lines), memo: 'Named by number' });
      expect(byHand).toMatchObject({ lines: [{ reservationId }, {}] });
      for (const list of ['payments', 'entries', 'holds']) {
        const byNumber = await finance.http(`GET`, `/api/v1/${list}?reservationId=${number}`);
        expect(byNumber.status).toBe(200);
        expect(byNumber.body).toEqual(
          (await finance.http('GET', `/api/v1/${list}?reservationId=${reservationId}`)).body,
        );
      }
      const listed = await finance.http<{ items: { id: string }[] }>(
        'GET',
        `/api/v1/payments?reservationId=${number}`,
      );
      expect(listed.body.items.map(({ id }) => id)).toEqual([paid.body.id]);
    });

    it('tells a slip of the pen from a number that nobody has', async () => {
      const slip = 'R7KM-9QXD-G';
      const nobodys = '0000-0000-0';
      for (const path of [
        `receivables/${slip}`,
        `payments?reservationId=${slip}`,
        `holds?reservationId=${slip}`,
      ])
        expect(refusal(await finance.http('GET', `/api/v1/${path}`))).toEqual([
          400,
          'validation-failed',
          ['reservationId reservationNumberCheck'],
        ]);
      expect(refusal(await finance.http('GET', `/api/v1/receivables/${nobodys}`))).toEqual([
        404,
        'not-found',
        undefined,
      ]);
      const none = await finance.http('GET', `/api/v1/payments?reservationId=${nobodys}`);
      expect(none.body).toMatchObject({ items: [] });
      const wish = { reservationId: nobodys, amountFen: 1, method: 'cash', reference: 'N-2' };
      expect(refusal(await pay(wish))).toEqual([404, 'not-found', undefined]);
    });

    it('names every fault of a payment', async () => {
      const faulty = { reservationId: 'x', amountFen: 0.5, method: 'shells', reference: '', currency: 'EUR' };
      expect(refusal(await pay(faulty))).toEqual([
        400,
        'validation-failed',
        expect.arrayContaining([
          'reservationId isReservationKey',
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
    it('posts what one proposes and another approves, and tells of both', async () => {
      const { status, body: proposal } = await propose(manual(pair));
      expect(status).toBe(201);
      expect(proposal).toMatchObject({
        state: 'open',
        kind: 'entry',
        maker: 'maker-1',
        checker: null,
        entryIds: [],
      });
      expect(proposal).toMatchObject({ postingDate: '2027-03-02', memo: 'By hand', lines: pair });
      expect(refusal(await decide(proposal.id, 'approve', 'maker-1'))).toEqual([
        409,
        'second-person-needed',
        undefined,
      ]);
      expect(refusal(await decide(proposal.id, 'approve', 'checker-1', ['accountant']))).toEqual([
        403,
        'forbidden',
        undefined,
      ]);
      expect(await finance.sql(`select 1 from entry where rule = 'manual' and memo = 'By hand'`)).toEqual([]);
      const { body: approved } = await decide(proposal.id);
      expect(approved).toMatchObject({ state: 'approved', checker: 'checker-1', version: 2 });
      expect(refusal(await decide(proposal.id))).toEqual([409, 'proposal-decided', undefined]);
      expect(await entry(approved.entryIds[0])).toMatchObject({
        ...{
          rule: 'manual',
          maker: 'maker-1',
          checker: 'checker-1',
          period: 202703,
          totalFen: 700,
          causeId: proposal.id,
        },
        facts: { day: '2027-03-02', maker: 'maker-1', memo: 'By hand' },
        lines: [
          { account: '6602', dept: 'office' },
          { account: '1002', cashItem: 'O7' },
        ],
      });
    });

    it('posts nothing of what one does alone, or what is rejected', async () => {
      const alone = (path: string, body: object) =>
        finance.http<ProblemBody>('POST', path, { body, ...as('maker-1') });
      const entries = () => finance.sql('select count(*)::int as n from entry');
      const before = await entries();
      expect(refusal(await alone('/api/v1/entries', manual(pair)))).toEqual([
        409,
        'second-person-needed',
        undefined,
      ]);
      const reversal = await alone(`/api/v1/entries/${testId(1)}/reverse`, { memo: 'Wrong' });
      expect(refusal(reversal)).toEqual([409, 'second-person-needed', undefined]);
      const { body: proposal } = await propose(manual(pair));
      expect((await decide(proposal.id, 'reject', 'maker-1')).body).toMatchObject({
        state: 'rejected',
        entryIds: [],
      });
      expect(refusal(await decide(proposal.id))).toEqual([409, 'proposal-decided', undefined]);
      expect(await entries()).toEqual(before);
      const list = await finance.http<{ items: ProposalView[] }>(
        'GET',
        '/api/v1/entry-proposals?state=rejected',
      );
      expect(list.body.items.map(({ id }) => id)).toEqual([proposal.id]);
      expect((await finance.http('GET', `/api/v1/entry-proposals/${testId(5)}`)).status).toBe(404);
    });

    it('names every fault of an entry', async () => {
      const lines = [
        { account: '1002', side: 'D', amountFen: 5 },
        { account: '2221', side: 'C', amountFen: 4, cashItem: 'O1' },
        { account: '8888', side: 'C', amountFen: 0, reservationId: testId(0x2ffe) },
      ];
      expect(refusal(await propose(manual(lines)))).toEqual([
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
        refusal(await propose({ ...manual([pair[0]!]), postingDate: '2027-02-30', checker: 'me' })),
      ).toEqual([
        400,
        'validation-failed',
        ['checker unknownField', 'lines arrayMinSize', 'postingDate isDay'],
      ]);
    });

    it('needs a period that is there and open, and the permission', async () => {
      const { body: early } = await propose(manual(pair, '2027-02-01'));
      expect(refusal(await decide(early.id))).toEqual([409, 'period-not-open', undefined]);
      const ahead = await propose(manual(pair, '2027-05-02'));
      expect(refusal(ahead)).toEqual([409, 'posting-day-out-of-reach', undefined]);
      expect((await propose(manual(pair), ['branch-staff'])).body.code).toBe('forbidden');
    });

    it('needs on control accounts whom and which order it is about, on VAT its rate, and one colour', async () => {
      const lines = [
        { account: '1122', side: 'D', amountFen: 500 },
        { account: '2221.01.01', side: 'D', amountFen: -500 },
        { account: '2202', side: 'C', amountFen: 300, partyId: testId(7) },
        { account: '6602', side: 'C', amountFen: -300 },
      ];
      expect(refusal(await propose(manual(lines)))).toEqual([
        400,
        'validation-failed',
        [
          'lines isOfOneColour',
          'lines[0].partyId isRequiredForAccount',
          'lines[0].reservationId isRequiredForAccount',
          'lines[1].taxCode isRequiredForAccount',
          'lines[2].reservationId isRequiredForAccount',
        ],
      ]);
      const half = manual([{ ...pair[0], taxCode: 'input' }, pair[1]!]);
      expect(refusal(await propose(half))).toEqual([400, 'validation-failed', ['lines hasTaxAndRate']]);
    });

    it('reverses an entry in red, once, to zero on every account and dimension (property 4)', async () => {
      const wrong = await posted(manual(pair));
      const [first, second] = [await proposeReversal(wrong.id), await proposeReversal(wrong.id)];
      const answers = await Promise.all([first, second].map(({ body }) => decide(body.id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const done = answers.find(({ status }) => status === 200)!.body;
      const red = await entry(done.entryIds[0]);
      expect(red).toMatchObject({ kind: 'reversal', red: true, totalFen: -700, reverses: wrong.id });
      expect(red).toMatchObject({ maker: 'maker-1', checker: 'checker-1' });
      expect(refusal(await proposeReversal(red.id))).toEqual([409, 'entry-is-a-reversal', undefined]);
      expect(refusal(await proposeReversal(wrong.id))).toEqual([409, 'entry-already-reversed', undefined]);
      const left = await finance.sql(
        `select 1 from line where entry_id = any($1::uuid[])
         group by account, dc, cash_item, dept, branch_id, vehicle_id, order_id, party_id having sum(amount_fen) <> 0`,
        [[wrong.id, red.id]],
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
      const [red] = await reversed(paid.id);
      const { body: payment } = await finance.http('GET', `/api/v1/payments/${paid.causeId}`);
      expect(payment).toMatchObject({ reversedBy: red!.id });
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
      await posted(manual(pair));
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
