import {
  branchClosedV1,
  branchReopenedV1,
  ratePlanPublishedV1,
  reservationRejectedV1,
  reservationSubmittedV1,
  validateEvent,
} from '@houtai/event-catalogue';
import { addDays, addMinutes } from '@houtai/domain-kit';
import { outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';
import { sampleProfile } from './samples/sample-customer';
import { sampleRatePlan } from './samples/sample-rate-plan';
import type { ReservationView } from '../src/reservations/reservation-view.dto';
import { DUE, HERE, NOW, PICK_UP, Shop, THERE, WISH } from './a-running-shop';

interface Problem {
  code: string;
  errors?: { field: string; rule: string; message: string }[];
}
const faultsOf = ({ body }: { body: Problem }) => body.errors?.map(({ field, rule }) => `${field} ${rule}`);

describe('intake of reservations', () => {
  let shop: Shop;
  const submission = (changes: object = {}) => ({
    ...WISH,
    customerId: shop.customerId,
    channel: 'web',
    ...changes,
  });
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  it('quotes the same price that a submission then promises', async () => {
    const wish = { ...WISH, return: { branchId: THERE, at: addDays(DUE, 5) } };
    const quoted = await shop.post('quotes', wish);
    expect(quoted.status).toBe(200);
    expect((await shop.submit(wish)).price).toEqual(quoted.body);
    expect(await shop.service.eventsPublished(reservationSubmittedV1.type)).toHaveLength(1);
  });

  it('knows a branch by its id in capital letters, too', async () => {
    const wish = { ...WISH, return: { ...WISH.return, branchId: WISH.return.branchId.toUpperCase() } };
    expect(await shop.post('quotes', wish)).toMatchObject({
      status: 200,
      body: (await shop.post('quotes', WISH)).body,
    });
  });

  it('never reads a price from a client', async () => {
    const answer = await shop.post<Problem>('reservations', submission({ price: { totalFen: 1 } }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors?.map(({ field }) => field)).toEqual(['price']);
  });

  it('names all faults of the form at once', async () => {
    const wrong = {
      classCode: 7,
      pickUp: { branchId: 'x', at: 'tomorrow' },
      channel: 'fax',
      customerId: shop.customerId,
    };
    const answer = await shop.post<Problem>('reservations', wrong);
    expect(answer.status).toBe(400);
    expect(new Set(answer.body.errors?.map(({ field }) => field))).toEqual(
      new Set(['classCode', 'pickUp.branchId', 'pickUp.at', 'return', 'channel']),
    );
  });

  it('names all faults of the wish at once', async () => {
    const wrong = submission({
      customerId: testId(404),
      classCode: 'limousine',
      pickUp: { branchId: testId(405), at: addDays(NOW, -1) },
      return: { branchId: HERE, at: addDays(NOW, -2) },
    });
    expect(faultsOf(await shop.post<Problem>('reservations', wrong))).toEqual([
      'customerId known-customer',
      'classCode known-class',
      'pickUp.branchId known-branch',
      'pickUp.at in-the-future',
      'return.at after-pick-up',
    ]);
  });

  it('keeps to opening hours and says so in Chinese, too', async () => {
    const night = submission({ pickUp: { branchId: HERE, at: '2027-03-01T03:00:00+08:00' } });
    const answer = await shop.post<Problem>('reservations', night, NOW, { 'accept-language': 'zh-CN' });
    expect(answer.body.errors).toEqual([
      {
        field: 'pickUp.at',
        rule: 'within-opening-hours',
        message: expect.stringContaining('不在门店营业时间内'),
      },
    ]);
  });

  it('refuses a day for which there is no price', async () => {
    const early = {
      pickUp: { branchId: HERE, at: addDays(NOW, -60) },
      return: { branchId: HERE, at: addDays(NOW, -59) },
    };
    const answer = await shop.post<Problem>('quotes', { ...WISH, ...early }, addDays(NOW, -90));
    expect(answer).toMatchObject({ status: 422, body: { code: 'rate-plan-missing' } });
  });

  it('rejects at once who does not qualify, every rule named, and tells it', async () => {
    const young = {
      ...sampleProfile,
      idDocument: { type: 'passport', number: 'EA1234567' },
      birthDate: '2012-01-01',
      licence: { ...sampleProfile.licence, validTo: '2027-03-01' },
    };
    const customer = await shop.post('customers', young);
    const answer = await shop.post<ReservationView>(
      'reservations',
      submission({ customerId: customer.body.id }),
    );
    expect(answer).toMatchObject({ status: 201, body: { status: 'rejected', version: 1 } });
    expect(answer.body.reasons?.map(({ rule }) => rule)).toEqual([
      'identity-verified',
      'minimum-age',
      'licence-valid-through-return',
    ]);
    const [told] = await shop.service.eventsPublished(reservationRejectedV1.type);
    expect(told).toMatchObject({ key: answer.body.id, aggregateVersion: 1 });
    expect(validateEvent(reservationRejectedV1.type, told?.data)).toEqual([]);
  });

  it('takes a repeated request once', async () => {
    const send = (changes: object = {}) =>
      shop.post<ReservationView>('reservations', submission(changes), NOW, { 'idempotency-key': 'wish-1' });
    const first = await send();
    const again = await send();
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await shop.typesOf(first.body.id)).toEqual(['reservation-submitted']);
    expect(await send({ channel: 'app' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('is for those who may', async () => {
    const { http } = shop.service;
    const as = async (roles: string[] | null, method: string, path: string) =>
      (
        await http(method, `/api/v1/${path}`, {
          roles,
          time: NOW,
          body: method === 'POST' ? submission() : undefined,
        })
      ).status;
    expect(await as(null, 'POST', 'reservations')).toBe(401);
    expect(await as(['workshop'], 'POST', 'reservations')).toBe(403);
    expect(await as(['customer-service-agent'], 'POST', 'reservations')).toBe(201);
    expect(await as(['analyst'], 'GET', 'reservations')).toBe(200);
  });

  it('lists by page, the newest first, and filters', async () => {
    const page = (query: string) =>
      shop.get<{ items: ReservationView[]; next: string | null }>(`reservations?${query}`);
    const first = await page('limit=2');
    const second = await page(`limit=2&after=${String(first.body.next)}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    const rejected = await page('status=rejected');
    expect(rejected.body.items.map(({ status }) => status)).toEqual(['rejected']);
    expect((await page(`pickUpFrom=${DUE}`)).body.items).toEqual([]);
    expect(
      (await page(`pickUpFrom=${PICK_UP}&pickUpTo=${DUE}&customerId=${shop.customerId}`)).body.items,
    ).not.toEqual([]);
    expect((await page('colour=red')).status).toBe(400);
    expect(await shop.get(`reservations/${testId(404)}`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('prices a change by the rule book of its promise', async () => {
    const { id } = await shop.confirmed();
    const { ratePlanId: _id, publishedAt: _at, ...plan } = sampleRatePlan;
    const dearer = { ...plan, validFrom: '2027-02-20', workdayFen: 99_000 };
    const published = await shop.post('rate-plans', dearer, addDays(NOW, 1));
    expect(published.status).toBe(201);
    expect(
      validateEvent(ratePlanPublishedV1.type, { ...dearer, ratePlanId: published.body.id, publishedAt: NOW }),
    ).toEqual([]);
    const longer = { return: { branchId: HERE, at: addDays(DUE, 1) } };
    const asked = await shop.post<ReservationView>(`reservations/${id}/change`, longer, addDays(NOW, 2));
    expect(asked.body.change?.differenceFen).toBe(28_800);
    expect((await shop.post('quotes', WISH, addDays(NOW, 2))).body.totalFen).toBe(99_000 + 4_800 + 2_000);
    expect(await shop.post('rate-plans', dearer)).toMatchObject({
      status: 409,
      body: { code: 'rate-plan-exists' },
    });
  });

  it('takes no wish for a branch that has closed by then, once fleet has said so', async () => {
    const closed = { branchId: THERE, closedFrom: DUE, decidedAt: NOW };
    await shop.service.publish(outgoing(branchClosedV1, THERE, 2, closed));
    await shop.service.drained();
    const wish = (at: string) => ({ ...WISH, return: { branchId: THERE, at } });
    expect((await shop.post('quotes', wish(addMinutes(DUE, -1)))).status).toBe(200);
    expect(await shop.post('quotes', wish(DUE))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'return.branchId', rule: 'open-branch' }] },
    });
    await shop.service.publish(outgoing(branchReopenedV1, THERE, 3, { branchId: THERE, decidedAt: NOW }));
    await shop.service.drained();
    expect((await shop.post('quotes', wish(DUE))).status).toBe(200);
  });

  it('lets nobody rewrite a published price', async () => {
    await expect(shop.service.sql('update rate_plan set workday_fen = 1')).rejects.toThrow(/never changes/);
  });

  it('writes a submission with one statement', async () => {
    const rows = await shop.service.sql<{ transactions: number }>(
      `select count(distinct xmin::text)::int as transactions from (
         select xmin from reservation where reservation_id = $1
         union all select xmin from reservation_history where reservation_id = $1
         union all select xmin from outbox_version where key = $1::text) written`,
      [(await shop.submit()).id],
    );
    expect(rows).toEqual([{ transactions: 1 }]);
  });
});
