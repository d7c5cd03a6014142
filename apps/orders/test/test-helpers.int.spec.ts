import { randomUUID } from 'node:crypto';
import { capacityRefusedV1 } from '@houtai/event-catalogue';
import { UnitOfWork, outgoing, runInCall } from '@houtai/messaging';
import { startTestService, testId } from '@houtai/testing';
import { ordersDefinition } from '../src/orders.definition';
import type { PartnerAgreementView } from '../src/agreements/partner-agreement.dto';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { Partner, brought } from './a-partner';
import { DUE, HERE, NOW, PICK_UP, Shop, WISH } from './a-running-shop';

const GRACE_OVER = '2027-03-01T06:00:00.000Z';
let passports = 1_000_000;
const somebody = () => brought(`EH${(passports += 1)}`);

describe('the helpers of the test realm', () => {
  let shop: Shop;
  let a: Partner;
  let b: Partner;
  beforeAll(async () => {
    shop = await Shop.open();
    [a, b] = [new Partner(shop, 1), new Partner(shop, 2)];
  });
  afterAll(() => shop?.service.close());

  const help = <Body = PartnerReservationView>(what: string, body: object = {}, who = a) =>
    who.ask<Body>('POST', `test-helpers/${what}`, { body });
  const shown = async (id: string) => (await a.get<PartnerReservationView>(`reservations/${id}`)).body;
  const typesOf = async (id: string) =>
    (await shop.typesOf(id)).filter((type) => type !== 'customer-registered');

  /** A booking whose answer is held back; dispatch has a vehicle for it. */
  const heldBack = async (reference: string) => {
    expect((await help('held-answers', { reference })).status).toBe(201);
    const { id } = (await a.submit(somebody(), { reference })).body;
    await shop.hold(id);
    return id;
  };
  const ready = async (vehicleId: string) => {
    const { id } = await a.books(somebody());
    await shop.allocate(id, vehicleId);
    return id;
  };

  it('hold an answer back until it is confirmed, once', async () => {
    const id = await heldBack('H-1');
    expect(await shown(id)).toMatchObject({ status: 'submitted', reference: 'H-1' });
    expect((await help('held-answers', { reference: 'H-1' })).body).toEqual({ reference: 'H-1', since: NOW });
    const headers = { 'idempotency-key': randomUUID() };
    const confirm = () =>
      a.ask<PartnerReservationView>('POST', `test-helpers/reservations/${id}/confirm`, { body: {}, headers });
    const answer = await confirm();
    expect(answer).toMatchObject({ status: 200, body: { status: 'confirmed', reference: 'H-1' } });
    expect(answer.body).not.toHaveProperty('channel');
    expect((await confirm()).body).toEqual(answer.body);
    expect(await help(`reservations/${id}/confirm`)).toMatchObject({
      status: 409,
      body: { code: 'nothing-awaited', details: { status: 'confirmed' } },
    });
    expect(await typesOf(id)).toEqual(['reservation-submitted', 'reservation-confirmed']);
    const later = { return: { branchId: HERE, at: '2027-03-03T02:00:00.000Z' } };
    const changeId = (
      await a.ask<PartnerReservationView>('POST', `reservations/${id}/change`, { body: later })
    ).body.change?.changeId;
    await shop.hold(id, changeId);
    expect(await shown(id)).toMatchObject({ change: { status: 'accepted' } });
  });

  it.each(['customer-not-accepted', 'capacity', 'answer-in-time', 'refused-by-company'])(
    'refuse for the reason %s',
    async (reason) => {
      const id = await heldBack(`H-${reason}`);
      expect(await help(`reservations/${id}/refuse`, { reason })).toMatchObject({
        status: 200,
        body: { status: 'rejected', reasons: [{ rule: reason }] },
      });
      expect(await typesOf(id)).toEqual(['reservation-submitted', 'reservation-rejected']);
    },
  );

  it('let time run out, and the answer that was held back comes to nothing', async () => {
    const id = await heldBack('H-2');
    const answer = await help(`reservations/${id}/expire`);
    expect(answer.body).toMatchObject({
      status: 'expired',
      timestamps: { endedAt: '2027-02-15T02:15:00.000Z' },
    });
    await shop.hold(id);
    expect(await shown(id)).toMatchObject({ status: 'expired' });
    expect(await typesOf(id)).toEqual(['reservation-submitted', 'reservation-expired']);
  });

  it('promise nothing without a vehicle', async () => {
    await help('held-answers', { reference: 'H-3' });
    const { id } = (await a.submit(somebody(), { reference: 'H-3' })).body;
    expect(await help(`reservations/${id}/confirm`)).toMatchObject({
      body: { code: 'answer-not-held-back' },
    });
    const data = { ...capacityRefusedV1.sample, reservationId: id, refusedAt: NOW };
    await shop.service.publish(outgoing(capacityRefusedV1, id, 1, data));
    await shop.service.drained();
    expect(await help(`reservations/${id}/confirm`)).toMatchObject({ body: { code: 'no-vehicle-held' } });
    expect(await shown(id)).toMatchObject({ status: 'submitted' });
    expect(await help(`reservations/${id}/refuse`)).toMatchObject({
      body: { reasons: [{ rule: 'capacity' }] },
    });
  });

  it('answer a change that was held back, either way', async () => {
    const { id } = await a.books(somebody(), { reference: 'H-4' });
    for (const [n, verdict, status] of [
      [3, 'refuse', 'refused'],
      [4, 'confirm', 'accepted'],
      [5, 'expire', 'refused'],
    ] as const) {
      await help('held-answers', { reference: 'H-4' });
      const later = { return: { branchId: HERE, at: `2027-03-0${n}T02:00:00.000Z` } };
      const asked = await a.ask<PartnerReservationView>('POST', `reservations/${id}/change`, { body: later });
      await shop.hold(id, asked.body.change?.changeId);
      expect(await shown(id)).toMatchObject({ change: { status: 'pending' } });
      expect(await help(`reservations/${id}/${verdict}`)).toMatchObject({
        status: 200,
        body: { change: { status } },
      });
    }
  });

  it('have a vehicle picked up, returned and settled by the rules of the counter', async () => {
    const id = await ready(testId(0x91));
    const opened = await help<PartnerAgreementView>(`reservations/${id}/pick-up`, { odometerKm: 1_200 });
    expect(opened).toMatchObject({
      status: 200,
      body: { status: 'open', openedAt: PICK_UP, fuelPercent: 100, reservationId: id },
    });
    expect(opened.body).not.toHaveProperty('rentalDepositReference');
    expect(await help(`agreements/${opened.body.id}/return`, { odometerKm: 1_000 })).toMatchObject({
      body: { code: 'odometer-runs-backwards' },
    });
    const { customerId } = await shop.reservation(id);
    expect((await shop.get(`customers/${customerId}`)).body).toMatchObject({ status: 'verified' });
    const { id: rental } = opened.body;
    const back = await help(`agreements/${rental}/return`);
    expect(back.body).toMatchObject({
      status: 'returned',
      back: { branchId: HERE, odometerKm: 1_300, returnedAt: PICK_UP },
    });
    expect(await help(`agreements/${rental}/settle`)).toMatchObject({ body: { status: 'settling' } });
    expect(await help(`agreements/${rental}/settle`)).toMatchObject({
      body: { code: 'agreement-not-returned' },
    });
    expect(await help(`reservations/${id}/no-show`)).toMatchObject({
      status: 409,
      body: { code: 'reservation-over', details: { status: 'converted' } },
    });
    expect(await typesOf(rental)).toEqual(['agreement-opened', 'vehicle-returned', 'agreement-settled']);
    const [first] = await shop.service.sql<{ headers: { time?: string } }>(
      'select headers from event_log where key = $1 order by seq limit 1',
      [rental],
    );
    expect(first?.headers.time).toBe(PICK_UP);
  });

  it('hand nothing over that the gate refuses, and tell a partner no rule of the house', async () => {
    const id = await ready(testId(0x92));
    const { customerId } = await shop.reservation(id);
    await shop.post(`customers/${customerId}/blacklist`, { reason: 'Sold the car' });
    const answer = await help<{ details: object }>(`reservations/${id}/pick-up`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'handover-refused' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/blacklist|Sold/);
    expect(answer.body.details).toMatchObject({
      points: [{ rule: 'customer-not-accepted', concerns: 'customer' }],
    });
    expect(await shop.post(`test-helpers/reservations/${id}/pick-up`)).toMatchObject({
      body: { details: { points: [{ rule: 'not-blacklisted' }] } },
    });
  });

  it('have nobody come, at the fee that a vehicle set aside costs', async () => {
    const { id: early } = await a.books(somebody());
    expect(await help(`reservations/${early}/no-show`)).toMatchObject({ body: { code: 'grace-not-over' } });
    expect(await help(`reservations/${early}/pick-up`)).toMatchObject({
      body: { code: 'reservation-not-ready' },
    });
    const id = await ready(testId(0x93));
    const { body } = await help(`reservations/${id}/no-show`);
    expect(body).toMatchObject({ status: 'no-show', timestamps: { endedAt: GRACE_OVER } });
    expect(body.feeFen).toBeGreaterThan(0);
  });

  it('are for the bookings of who asks, and for staff', async () => {
    const id = await heldBack('H-5');
    const { id: rented } = (
      await help<PartnerAgreementView>(`reservations/${await ready(testId(0x94))}/pick-up`)
    ).body;
    for (const what of ['confirm', 'refuse', 'expire', 'no-show', 'pick-up']) {
      const [theirs, none] = [
        await help<object>(`reservations/${id}/${what}`, {}, b),
        await help<object>(`reservations/${testId(0xdead)}/${what}`, {}, b),
      ];
      expect(theirs.status).toBe(404);
      const same = JSON.stringify(theirs.body).replaceAll(id, testId(0xdead));
      const unlike = /"(traceId|instance)":"[^"]*",?/g;
      expect(same.replaceAll(unlike, '')).toBe(JSON.stringify(none.body).replaceAll(unlike, ''));
    }
    expect((await help(`agreements/${rented}/return`, {}, b)).status).toBe(404);
    // the number of a booking is the partner's own: another one that names it has nothing held back
    expect((await help('held-answers', { reference: 'H-5', partnerId: a.id }, b)).status).toBe(400);
    expect((await help('held-answers', { reference: 'H-6' }, b)).status).toBe(201);
    const { id: open } = (await a.submit(somebody(), { reference: 'H-6' })).body;
    await shop.hold(open);
    expect(await shown(open)).toMatchObject({ status: 'confirmed' });
    expect((await shop.post('test-helpers/held-answers', { reference: 'H-7' })).status).toBe(400);
    expect(await shop.post(`test-helpers/reservations/${id}/confirm`)).toMatchObject({
      status: 200,
      body: { status: 'confirmed', channel: 'partner' },
    });
    const narrow = await a.ask('POST', `test-helpers/reservations/${id}/expire`, {
      body: {},
      scope: 'reservations:write',
    });
    expect(narrow.status).toBe(403);
  });

  it('alone write rentals under the role of partners', async () => {
    const { id } = (await help<PartnerAgreementView>(`reservations/${await ready(testId(0x95))}/pick-up`))
      .body;
    const unitOfWork = shop.service.running.app.get(UnitOfWork, { strict: false });
    const asPartner = (first: string) =>
      runInCall({ correlationId: 'test', partnerId: a.id }, () =>
        unitOfWork.run(async () => {
          await unitOfWork.sql.write(first, []);
          return unitOfWork.sql.rows(
            `update agreement set odometer_km = odometer_km where agreement_id = $1 returning 1`,
            [id],
          );
        }),
      );
    expect(await asPartner('select 1')).toEqual([]);
    expect(await asPartner(`select set_config('houtai.test_helper', 'on', true)`)).toHaveLength(1);
  });

  it('are nowhere in the live realm', async () => {
    const live = await startTestService(ordersDefinition, { mode: 'live', env: { HOUTAI_REALM: 'live' } });
    try {
      const known = await shop.service.http<{ paths: object }>('GET', '/openapi.json');
      const helpers = Object.keys(known.body.paths).filter((path) => path.includes('/test-helpers/'));
      expect(helpers).toHaveLength(8);
      for (const path of helpers) {
        const at = path.replace('{id}', testId(1));
        const answer = await live.http('POST', at, { body: {} });
        const unknown = await live.http('POST', at.replace('test-helpers', 'no-such-thing'), { body: {} });
        expect([answer.status, answer.body.code]).toEqual([404, unknown.body.code]);
      }
      expect(JSON.stringify((await live.http('GET', '/openapi.json')).body)).not.toMatch(
        /test-helpers|held-answers|answer-not-held-back/,
      );
    } finally {
      await live.close();
    }
  });

  it('hold nothing back for who did not ask', async () => {
    const { status } = await a.books(somebody(), { ...WISH, return: { branchId: HERE, at: DUE } });
    expect(status).toBe('confirmed');
  });
});
