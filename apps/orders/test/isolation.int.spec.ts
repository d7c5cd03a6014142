import { addDays } from '@houtai/domain-kit';
import { testId } from '@houtai/testing';
import { sampleProfile } from './samples/sample-customer';
import type { AgreementView } from '../src/agreements/agreement.dto';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { Partner } from './a-partner';
import { DUE, HERE, INSPECTION, PICK_UP, Shop, type Answer } from './a-running-shop';

interface List {
  items: { id: string }[];
  next: string | null;
}

const SHOW_ALL_ROWS = `do $$ declare guarded regclass; begin
  for guarded in select oid from pg_class where relrowsecurity and relowner = current_user::regrole loop
    execute format('alter table %s disable row level security', guarded);
  end loop;
end $$`;

/** Of no resource at all. */
const RANDOM = testId(0xdead);

describe('what belongs to others', () => {
  let shop: Shop;
  let a: Partner;
  let b: Partner;
  let ofA: PartnerReservationView;
  let ofB: PartnerReservationView;
  let ofHouse: string;
  let knownToB: string;
  let rentals: { a: string; b: string; house: string };

  const rented = async (reservationId: string, vehicleId: string) => {
    await shop.allocate(reservationId, vehicleId);
    const path = `reservations/${reservationId}/handover`;
    return (await shop.post<AgreementView>(path, INSPECTION, PICK_UP)).body.id;
  };

  beforeAll(async () => {
    shop = await Shop.open();
    // what the code does alone: the database would hide what it forgets (second-line.int.spec.ts)
    await shop.service.sql(SHOW_ALL_ROWS);
    a = new Partner(shop, 1);
    b = new Partner(shop, 2);
    const knownToA = await a.knows();
    knownToB = await b.knows();
    ofA = await a.books(knownToA, { reference: 'R-1' });
    ofB = await b.books(knownToB, { reference: 'R-1' });
    ofHouse = (await shop.confirmed()).id;
    rentals = {
      a: await rented((await a.books(knownToA)).id, testId(0x71)),
      b: await rented((await b.books(knownToB)).id, testId(0x72)),
      house: await rented((await shop.confirmed()).id, testId(0x73)),
    };
  });
  afterAll(() => shop?.service.close());

  /** All that an answer says, without what differs from request to request. */
  const said = ({ status, headers, body }: Answer, id: string) => {
    const shown = Object.fromEntries(
      [...headers].filter(([name]) => !['date', 'x-correlation-id', 'traceparent'].includes(name)),
    );
    const { traceId: _, ...rest } = body;
    return JSON.stringify({ status, shown, rest }).replaceAll(id, 'ID');
  };

  const stale = { 'if-match': '"1"' };
  const current = { 'if-match': '"2"' };
  it.each<[string, string, object | undefined, Record<string, string>]>([
    ['GET', '', undefined, {}],
    ['GET', '', undefined, { 'if-none-match': '"2"' }],
    ['GET', '/history', undefined, {}],
    ['POST', '/change', { return: { branchId: HERE, at: addDays(DUE, 1) } }, {}],
    ['POST', '/change', { classCode: 'no-such-class' }, stale],
    ['POST', '/change', { return: { branchId: HERE, at: addDays(DUE, 1) } }, current],
    ['POST', '/cancel', {}, {}],
    ['POST', '/cancel', { reason: 'customer' }, stale],
    ['POST', '/cancel', {}, { ...current, 'idempotency-key': 'cancel-once' }],
    ['POST', '/cancel', { reason: 'company' }, {}],
  ])(
    'is for a partner like what is not there: %s reservations/:id%s %j %j',
    async (method, verb, body, headers) => {
      const ask = async (id: string) =>
        said(await a.ask(method, `reservations/${id}${verb}`, { body, headers }), id);
      const nothing = await ask(RANDOM);
      expect(nothing).toContain(body && 'reason' in body && body.reason === 'company' ? '400' : '404');
      for (const id of [ofB.id, ofHouse]) expect(await ask(id)).toBe(nothing);
    },
  );

  it('is for a partner like what is not there: an agreement', async () => {
    const ask = async (id: string) => said(await a.get(`agreements/${id}`), id);
    const nothing = await ask(RANDOM);
    expect(nothing).toContain('404');
    for (const id of [rentals.b, rentals.house]) expect(await ask(id)).toBe(nothing);
    expect((await a.get(`agreements/${rentals.a}`)).status).toBe(200);
  });

  it('is unchanged by whoever asked for it', async () => {
    expect(await shop.reservation(ofB.id)).toMatchObject({ status: 'confirmed', version: 2 });
    expect(await shop.reservation(ofHouse)).toMatchObject({ status: 'confirmed', version: 2 });
    const keys = await shop.service.sql(`select 1 from idempotency_key where key = 'cancel-once'`);
    expect(keys).toEqual([]);
  });

  it('is in no list, filter or page of a partner', async () => {
    const ids = async (path: string) => (await a.get<List>(path)).body.items.map(({ id }) => id);
    const mine = (await ids('reservations')).sort();
    expect(mine).toHaveLength(2);
    expect(mine).toContain(ofA.id);
    expect(await ids('agreements')).toEqual([rentals.a]);
    for (const filter of [
      `customerId=${knownToB}`,
      `customerId=${shop.customerId}`,
      `partnerId=${b.id}`,
      'status=submitted',
    ]) {
      expect(await ids(`reservations?${filter}`)).toEqual([]);
      if (filter.startsWith('status')) continue;
      expect(await ids(`agreements?${filter}`)).toEqual([]);
    }
    for (const filter of [`vehicleId=${testId(0x72)}`, `reservationId=${ofB.id}`])
      expect(await ids(`agreements?${filter}`)).toEqual([]);
    expect(await ids('reservations?reference=R-1')).toEqual([ofA.id]);
    const ofOthers = await shop.get<List>('reservations?limit=1');
    expect(
      (await ids(`reservations?after=${String(ofOthers.body.next)}`)).every((id) => mine.includes(id)),
    ).toBe(true);
  });

  it('names no customer a partner can book for', async () => {
    for (const customerId of [RANDOM, knownToB, shop.customerId]) {
      const { status, body } = await a.submit(customerId);
      expect({ status, errors: Reflect.get(body, 'errors') as unknown }).toMatchObject({
        status: 400,
        errors: [{ field: 'customerId', rule: 'known-customer' }],
      });
    }
  });

  it.each([
    ['POST', 'reservations/:id/no-show'],
    ['POST', 'reservations/:id/reject'],
    ['POST', 'reservations/:id/handover'],
    ['GET', 'overdue-pick-ups'],
    ['GET', 'overdue-returns'],
    ['POST', 'agreements/:id/return'],
    ['POST', 'agreements/:id/settle'],
    ['GET', 'rate-plans'],
    ['POST', 'rate-plans'],
    ['POST', 'customers'],
    ['GET', 'customers/:id'],
    ['POST', 'customers/:id/verify'],
  ])('is shut altogether: %s %s', async (method, path) => {
    for (const id of [ofA.id, ofB.id]) {
      const { status } = await a.ask(method, path.replace(':id', id), {
        ...(method === 'POST' && { body: {} }),
      });
      expect(status).toBe(403);
    }
  });

  it('is seen by the house with its owner', async () => {
    expect(await shop.reservation(ofB.id)).toMatchObject({
      partnerId: b.id,
      partnerCustomerId: knownToB,
      reference: 'R-1',
      customerId: shop.customerId,
      channel: 'partner',
    });
    const found = await shop.get<List>(`reservations?reference=R-1&partnerId=${b.id}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([ofB.id]);
    expect((await shop.get<List>(`agreements?partnerId=${a.id}`)).body.items.map(({ id }) => id)).toEqual([
      rentals.a,
    ]);
  });

  it('is told with its owner in every event, and without one when it is of the house', async () => {
    const rejected = { ...sampleProfile, idDocument: { type: 'passport', number: 'EP1000001' } };
    const { body: young } = await shop.post('customers', { ...rejected, birthDate: '2015-01-01' });
    const ofYoung = await b.books(await b.knows(String(young.id)));
    expect(ofYoung.status).toBe('rejected');
    await b.ask('POST', `reservations/${ofB.id}/cancel`, { body: {} });
    const events = await shop.service.eventsPublished();
    const owners = new Map<string, Set<unknown>>();
    for (const { type, data } of events) {
      if (!/reservation|agreement|vehicle-returned|handover|violation/.test(type)) continue;
      const { reservationId } = data as { reservationId: string };
      owners.set(reservationId, (owners.get(reservationId) ?? new Set()).add(data.partnerId));
    }
    expect(owners.get(ofA.id)).toEqual(new Set([a.id]));
    expect(owners.get(ofB.id)).toEqual(new Set([b.id]));
    expect(owners.get(ofYoung.id)).toEqual(new Set([b.id]));
    expect(owners.get(ofHouse)).toEqual(new Set([undefined]));
  });
});
