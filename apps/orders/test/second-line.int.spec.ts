import { OwnedAggregateStore } from '@houtai/aggregate';
import { addDays, addHours } from '@houtai/domain-kit';
import { EVERYTHING, type Reach } from '@houtai/service-host';
import { testId } from '@houtai/testing';
import type { AgreementView } from '../src/agreements/agreement.dto';
import { AgreementQueries } from '../src/agreements/agreement.queries';
import { PartnerContractStore } from '../src/partners/partner-contract.store';
import { PartnerCustomerStore } from '../src/partners/partner-customer.store';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { ReservationQueries } from '../src/reservations/reservation.queries';
import { Partner } from './a-partner';
import { DUE, HERE, INSPECTION, PICK_UP, Shop, WISH } from './a-running-shop';
import { sampleRatePlan } from './samples/sample-rate-plan';

interface List {
  items: { id: string }[];
}

/** Of no resource at all. */
const RANDOM = testId(0xdead);

/** From here on every query and load takes everybody's reach, whatever it is given. */
function switchFiltersOff(): void {
  const loads = [AgreementQueries, ReservationQueries, OwnedAggregateStore].map(({ prototype }) => prototype);
  for (const prototype of loads) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor' || typeof value !== 'function') continue;
      jest.spyOn(prototype as never, name as never).mockImplementation(function (
        this: unknown,
        ...args: unknown[]
      ) {
        return Reflect.apply(value, this, args.map(widest)) as never;
      } as never);
    }
  }
  jest.spyOn(PartnerCustomerStore.prototype, 'customerOf').mockImplementation(async function (
    this: PartnerCustomerStore,
    _partner,
    linkId,
  ) {
    const text = 'select customer_id as "customerId" from customer_partner_link where link_id = $1';
    const sql = (this as unknown as { sql: { rows(...args: unknown[]): Promise<{ customerId: string }[]> } })
      .sql;
    return (await sql.rows(text, [linkId]))[0]?.customerId;
  });
}

function widest(argument: unknown): unknown {
  const { kind } = (argument ?? {}) as Partial<Reach>;
  return kind === 'partner' ? EVERYTHING : argument;
}

describe('with every filter of the code switched off, the database', () => {
  let shop: Shop;
  let a: Partner;
  let b: Partner;
  let ofA: PartnerReservationView;
  let knownToA: string;
  let knownToB: string;
  let bookings: { b: string; house: string };
  let rentals: { a: string; b: string; house: string };

  const rented = async (reservationId: string, vehicleId: string) => {
    await shop.allocate(reservationId, vehicleId);
    return (await shop.post<AgreementView>(`reservations/${reservationId}/handover`, INSPECTION, PICK_UP))
      .body.id;
  };

  beforeAll(async () => {
    shop = await Shop.open();
    a = new Partner(shop, 1);
    b = new Partner(shop, 2);
    knownToA = await a.knows();
    knownToB = await b.knows();
    ofA = await a.books(knownToA);
    bookings = { b: (await b.books(knownToB, { reference: 'B-1' })).id, house: (await shop.confirmed()).id };
    rentals = {
      a: await rented((await a.books(knownToA)).id, testId(0x71)),
      b: await rented((await b.books(knownToB)).id, testId(0x72)),
      house: await rented((await shop.confirmed()).id, testId(0x73)),
    };
    switchFiltersOff();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await shop?.service.close();
  });

  it.each<[string, string, object | undefined]>([
    ['GET', '', undefined],
    ['GET', '/history', undefined],
    ['POST', '/change', { return: { branchId: HERE, at: addDays(DUE, 1) } }],
    ['POST', '/cancel', {}],
  ])('has no reservation of others for a partner: %s :id%s', async (method, verb, body) => {
    const status = async (id: string) => (await a.ask(method, `reservations/${id}${verb}`, { body })).status;
    for (const id of [RANDOM, bookings.b, bookings.house]) expect(await status(id)).toBe(404);
    if (method === 'GET') expect(await status(ofA.id)).toBe(200);
  });

  it('has no agreement of others', async () => {
    const status = async (id: string) => (await a.get(`agreements/${id}`)).status;
    expect(await Promise.all([RANDOM, rentals.b, rentals.house, rentals.a].map(status))).toEqual([
      404, 404, 404, 200,
    ]);
  });

  it('lists no row of others', async () => {
    const ids = async (path: string) => (await a.get<List>(path)).body.items.map(({ id }) => id);
    const mine = await ids('reservations');
    expect(mine).toContain(ofA.id);
    expect(mine).not.toContain(bookings.b);
    expect(mine).not.toContain(bookings.house);
    expect(await ids('reservations?reference=B-1')).toEqual([]);
    expect(await ids('agreements')).toEqual([rentals.a]);
  });

  it('knows no customer of others', async () => {
    expect((await a.submit(knownToB)).status).toBe(400);
    expect((await a.submit(knownToA)).status).toBe(201);
  });
});

describe('what a partner cannot see', () => {
  let shop: Shop;
  let partner: Partner;
  let known: string;

  beforeAll(async () => {
    shop = await Shop.open();
    partner = new Partner(shop, 1);
    known = await partner.knows();
  });
  afterAll(() => shop?.service.close());

  it('counts all the same when its customer is judged: a fee owed to the house', async () => {
    expect((await partner.books(known)).status).toBe('confirmed');
    const { id } = await shop.confirmed();
    await shop.post(`reservations/${id}/cancel`, { reason: 'customer' }, addHours(PICK_UP, -5));
    const late = await shop.reservation(id);
    expect(late.cancellation?.feeFen).toBeGreaterThan(0);
    expect((await partner.books(known)).status).toBe('rejected');
  });

  it('counts when its booking ends: the vehicle is out with somebody else', async () => {
    await shop.service.sql('update reservation set fee_settled_at = now()');
    const vehicleId = testId(0x81);
    const own = await partner.books(known);
    const other = await shop.ready(vehicleId);
    const out = await shop.post(`reservations/${other.id}/handover`, INSPECTION, PICK_UP);
    expect(out.status).toBe(201);
    await shop.allocate(own.id, vehicleId);
    const { body } = await partner.ask('POST', `reservations/${own.id}/cancel`, { body: {}, time: PICK_UP });
    expect(body).toMatchObject({ status: 'cancelled', cancellation: { feeFen: 0 } });
  });

  it('is the price of another group, even if the code takes it for its own', async () => {
    const { ratePlanId: _id, publishedAt: _at, ...plan } = sampleRatePlan;
    await shop.post('rate-plans', { ...plan, priceGroup: 'others', workdayFen: 1 });
    const quoted = async () => (await partner.ask('POST', 'quotes', { body: WISH })).body.totalFen;
    const ofHouse = await quoted();
    const { of } = PartnerContractStore.prototype;
    const mistaken = jest.spyOn(PartnerContractStore.prototype, 'of').mockImplementation(async function (
      this: PartnerContractStore,
      partnerId,
    ) {
      return { ...(await Reflect.apply(of, this, [partnerId])), priceGroup: 'others' };
    });
    expect(await quoted()).toBe(ofHouse);
    mistaken.mockRestore();
    await partner.signs({ priceGroup: 'others' });
    expect(await quoted()).toBe(1 + 4_800 + 2_000);
  });
});
