import { addDays, addHours } from '@houtai/domain-kit';
import { testId } from '@houtai/testing';
import { sampleProfile } from './samples/sample-customer';
import type { CustomerView } from '../src/customers/customer.dto';
import type { PartnerAgreementView } from '../src/agreements/partner-agreement.dto';
import type { PartnerLinksView } from '../src/partners/partner-customer.dto';
import type { PartnerHistoryView } from '../src/reservations/partner-history.dto';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { Partner, brought } from './a-partner';
import { DUE, HERE, INSPECTION, NOW, PICK_UP, Shop, WISH, type Answer } from './a-running-shop';

const faultsOf = ({ status, body }: Answer<object>) => {
  const errors = Reflect.get(body, 'errors') as { field: string; rule: string }[] | undefined;
  return { status, faults: errors?.map(({ field, rule }) => `${field} ${rule}`) };
};

describe('what a partner books', () => {
  let shop: Shop;
  let a: Partner;
  let b: Partner;
  beforeAll(async () => {
    shop = await Shop.open();
    a = new Partner(shop, 1);
    b = new Partner(shop, 2);
  });
  afterAll(() => shop?.service.close());

  const customers = async (): Promise<number> => (await shop.service.sql('select from customer')).length;
  const houseIdOf = async (reservationId: string) => (await shop.reservation(reservationId)).customerId;
  const partnersOf = async (customerId: string) =>
    (await shop.get<PartnerLinksView>(`customers/${customerId}/partners`)).body.items;

  it('is for somebody new or known, and looks the same', async () => {
    const known = await shop.post<CustomerView>('customers', {
      ...sampleProfile,
      idDocument: { type: 'passport', number: 'EK0000001' },
    });
    const forNew = (await a.submit(brought('EN0000001'))).body;
    const forKnown = (await a.submit(brought('EK0000001'))).body;
    expect(forNew).toMatchObject({ status: 'submitted', version: 1 });
    const shape = ({ id: _i, number: _n, customerId: _c, ...rest }: PartnerReservationView) => rest;
    expect(shape(forKnown)).toEqual(shape(forNew));
    expect(forKnown).not.toHaveProperty('channel');
    expect(await houseIdOf(forKnown.id)).toBe(known.body.id);
    expect([known.body.id, forKnown.id]).not.toContain(forKnown.customerId);
    const house = await shop.get<CustomerView>(`customers/${await houseIdOf(forNew.id)}`);
    expect(house.body).toMatchObject({ status: 'registered', tier: 'standard', name: '张*' });
  });

  it('has another id of the same person for each partner, and the same one for each booking', async () => {
    const [one, two] = [
      (await a.submit(brought('EN0000002'))).body,
      (await b.submit(brought('EN0000002'))).body,
    ];
    expect(two.customerId).not.toBe(one.customerId);
    expect(await houseIdOf(two.id)).toBe(await houseIdOf(one.id));
    const again = (await a.submit(brought('EN0000002'))).body;
    expect(again.customerId).toBe(one.customerId);
    expect((await a.submit(one.customerId)).body).toMatchObject({ customerId: one.customerId });
    expect(faultsOf(await b.submit(one.customerId))).toEqual({
      status: 400,
      faults: ['customerId known-customer'],
    });
    const mine = await a.get<{ items: { id: string }[] }>(`reservations?customerId=${one.customerId}`);
    expect(mine.body.items).toHaveLength(3);
  });

  it('leaves the profile of a known person alone; the desk sees what the partner says', async () => {
    const { body: known } = await shop.post<CustomerView>('customers', {
      ...sampleProfile,
      idDocument: { type: 'passport', number: 'EK0000002' },
    });
    const said = brought('EK0000002', {
      phone: '13900005678',
      licence: { ...sampleProfile.licence, class: 'B2' },
    });
    const { customerId } = (await a.submit(said)).body;
    expect((await shop.get<CustomerView>(`customers/${known.id}`)).body).toEqual(known);
    expect(await partnersOf(known.id)).toEqual([
      {
        partnerId: a.id,
        partnerCustomerId: customerId,
        linkedAt: NOW,
        claim: { phone: '139****5678', licence: { ...known.licence, class: 'B2' } },
        claimedAt: NOW,
        consents: [{ textVersion: '2027-01', givenAt: NOW }],
      },
    ]);
    const [{ claim } = { claim: '' }] = await shop.service.sql<{ claim: string }>(
      'select claim from customer_partner_link where link_id = $1',
      [customerId],
    );
    expect(claim).toMatch(/^v2\./);
    await a.submit(brought('EK0000002', { consent: { textVersion: '2027-02' } }));
    const [link] = await partnersOf(known.id);
    expect(link).not.toHaveProperty('claim');
    expect(link?.consents.map(({ textVersion }) => textVersion)).toEqual(['2027-01', '2027-02']);
    expect(await shop.get(`customers/${testId(404)}/partners`)).toMatchObject({ status: 404 });
  });

  it('names every fault at once, and takes nobody in when it is refused', async () => {
    const before = await customers();
    const wrong = brought('e12345', { licence: { ...sampleProfile.licence, validTo: '2010-01-01' } });
    expect(faultsOf(await a.submit(wrong, { classCode: 'limousine' }))).toEqual({
      status: 400,
      faults: [
        'customer.idDocument.number isPassportNumber',
        'customer.licence.validTo afterIssue',
        'classCode known-class',
      ],
    });
    const one = { status: 400, faults: ['customer one-customer'] };
    expect(faultsOf(await a.submit(testId(1), { customer: brought('EN0000003') }))).toEqual(one);
    expect(faultsOf(await a.ask('POST', 'reservations', { body: { ...WISH, reference: 'x' } }))).toEqual(one);
    expect(faultsOf(await a.submit(brought('EN0000003'), { classCode: 'limousine' })).faults).toEqual([
      'classCode known-class',
    ]);
    const { consent: _, ...unasked } = brought('EN0000003', { tier: 'gold' });
    const more = { channel: 'web', partnerId: b.id, price: { totalFen: 1 } };
    expect(
      new Set(faultsOf(await a.submit(unasked, more)).faults?.map((fault) => fault.split(' ')[0])),
    ).toEqual(new Set(['channel', 'partnerId', 'price', 'customer.tier', 'customer.consent']));
    expect(await customers()).toBe(before);
  });

  it('is taken in once, however many bring somebody new at the same moment', async () => {
    const before = await customers();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => [a, b][n % 2]?.submit(brought('EN0000004'))),
    );
    expect(answers.map((answer) => answer?.status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map((answer) => answer?.body.customerId)).size).toBe(2);
    expect(await customers()).toBe(before + 1);
  });

  it('also while the desk registers the same person', async () => {
    const profile = (number: string) => ({ ...sampleProfile, idDocument: { type: 'passport', number } });
    for (let n = 10; n < 20; n += 1) {
      const [desk, partner] = await Promise.all([
        shop.post('customers', profile(`ER00000${n}`)),
        a.submit(brought(`ER00000${n}`)),
      ]);
      expect([201, 409]).toContain(desk.status);
      expect(partner.status).toBe(201);
    }
  });

  it('is done once for a repeated request', async () => {
    const key = { 'idempotency-key': 'booking-1' };
    const first = await a.submit(brought('EN0000005'), { reference: 'once' }, key);
    const again = await a.submit(brought('EN0000005'), { reference: 'once' }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('has a reference that is unique among its own', async () => {
    const first = await a.submit(brought('EN0000006'), { reference: 'T-1' });
    expect(first.body).toMatchObject({ reference: 'T-1' });
    for (const reference of ['', 'für Wang', '王丽', 'x'.repeat(65), 7]) {
      expect(faultsOf(await a.submit(brought('EN0000007'), { reference }))).toEqual({
        status: 400,
        faults: ['reference isReference'],
      });
    }
    expect(await a.submit(brought('EN0000007'), { reference: 'T-1' })).toMatchObject({
      status: 409,
      body: { code: 'reference-taken', details: { reference: 'T-1' } },
    });
    expect((await b.submit(brought('EN0000007'), { reference: 'T-1' })).status).toBe(201);
  });

  it('of who is not accepted does not say why; the house knows', async () => {
    const { id, customerId } = (await a.submit(brought('EN0000008'))).body;
    const houseId = await houseIdOf(id);
    await shop.hold(id);
    await shop.post(`customers/${houseId}/blacklist`, { reason: 'Sold the car' });
    const accepted = (await a.submit(brought('EN0000018'))).body;
    const taken = (await a.submit(customerId)).body;
    expect(taken.status).toBe('submitted');
    expect(Object.keys(taken)).toEqual(Object.keys(accepted));
    expect((await shop.reservation(taken.id)).reasons).toMatchObject([{ rule: 'not-blacklisted' }]);
    await shop.hold(taken.id);
    const rejected = (await a.get<PartnerReservationView>(`reservations/${taken.id}`)).body;
    const neutral = [
      { rule: 'customer-not-accepted', message: 'The customer cannot be accepted for this rental' },
    ];
    expect(rejected).toMatchObject({ status: 'rejected', reasons: neutral });
    expect((await shop.reservation(rejected.id)).reasons).toEqual([
      { rule: 'not-blacklisted', message: 'The customer is blacklisted' },
    ]);
    const longer = { return: { branchId: HERE, at: addDays(DUE, 1) } };
    const change = await a.ask('POST', `reservations/${id}/change`, { body: longer });
    expect(change).toMatchObject({
      status: 422,
      body: { code: 'driver-not-qualified', details: { reasons: neutral } },
    });
    const history = await a.get<PartnerHistoryView>(`reservations/${rejected.id}/history`);
    expect(history.body.items).toMatchObject([
      { type: 'ReservationSubmitted' },
      { type: 'ReservationRejected', data: { reasons: neutral } },
    ]);
    const list = await a.get('reservations?status=rejected');
    for (const shown of [taken, rejected, change.body, history.body, list.body])
      expect(JSON.stringify(shown)).not.toMatch(/blacklist|Sold/i);
  });

  it('waits for its papers until the vehicle is handed over', async () => {
    const booked = await a.books(brought('EN0000009'));
    const { id } = booked;
    expect(booked.handoverConditions).toEqual(['identity-verified']);
    expect((await shop.reservation(id)).handoverConditions).toEqual(['identity-verified']);
    expect(await shop.confirmed()).not.toHaveProperty('handoverConditions');
    await shop.allocate(id, testId(0x81));
    const handOver = () => shop.post(`reservations/${id}/handover`, INSPECTION, PICK_UP);
    expect(await handOver()).toMatchObject({
      status: 409,
      body: { details: { points: [{ rule: 'identity-verified', concerns: 'customer' }] } },
    });
    expect(JSON.stringify((await a.get(`reservations/${id}`)).body)).not.toContain('refused');
    await shop.post(`customers/${await houseIdOf(id)}/verify`);
    expect((await handOver()).status).toBe(201);
    const { agreementId, customerId } = (await a.get<PartnerReservationView>(`reservations/${id}`)).body;
    await shop.post(
      `agreements/${agreementId}/return`,
      { branchId: HERE, odometerKm: 1_300, fuelPercent: 90 },
      DUE,
    );
    await shop.post(`agreements/${agreementId}/settle`, {}, DUE);
    const rental = await a.get<PartnerAgreementView>(`agreements/${agreementId}`);
    expect(rental.body).toMatchObject({
      customerId,
      reservationId: id,
      settlement: { totalFen: 30_800 + 4_000 },
    });
    for (const hidden of ['plate', 'channel', 'rentalDepositReference', 'partnerCustomerId'])
      expect(rental.body).not.toHaveProperty(hidden);
  });

  it('is cancelled as the customer would, and who did it is nobody’s business', async () => {
    const mine = await a.books(brought('EN0000010'));
    const cancel = (id: string, body: object, time = NOW) =>
      a.ask<PartnerReservationView>('POST', `reservations/${id}/cancel`, { body, time });
    expect(faultsOf(await cancel(mine.id, { reason: 'company', note: 'x' }))).toMatchObject({ status: 400 });
    const late = addHours(PICK_UP, -5);
    expect((await cancel(mine.id, { note: 'Flight cancelled' }, late)).body).toMatchObject({
      status: 'cancelled',
      cancellation: { reason: 'customer', feeFen: 12_000, noticeHours: 5 },
    });
    const other = await a.books(brought('EN0000011'));
    await shop.post(`reservations/${other.id}/cancel`, { reason: 'company', note: 'Wang Li forgot' });
    const { body } = await a.get<PartnerReservationView>(`reservations/${other.id}`);
    expect(body.cancellation).toEqual({ reason: 'company', feeFen: 0, noticeHours: expect.any(Number) });
    const history = await a.get<PartnerHistoryView>(`reservations/${other.id}/history`);
    expect(history.body.items.map(({ status }) => status)).toEqual(['submitted', 'confirmed', 'cancelled']);
    expect(JSON.stringify(history.body)).not.toMatch(/actor|test-user|Wang/);
  });

  it('is within the scopes of the key', async () => {
    const ask = (scope: string, method: string, path: string, body?: object) =>
      a.ask(method, path, { scope, body }).then(({ status }) => status);
    const wish = { ...WISH, customer: brought('EN0000012') };
    expect(await ask('reservations:read', 'POST', 'reservations', wish)).toBe(403);
    expect(await ask('reservations:read', 'GET', 'reservations')).toBe(200);
    expect(await ask('reservations:write', 'GET', 'reservations')).toBe(403);
    expect(await ask('reservations:quote', 'POST', 'quotes', WISH)).toBe(200);
  });

  it('comes through no channel but its own, as each role of the house has its own', async () => {
    const as = (roles: string[], channel: string) =>
      shop.service.http('POST', '/api/v1/reservations', {
        roles,
        time: NOW,
        body: { ...WISH, customerId: shop.customerId, channel },
      });
    expect((await as(['branch-staff'], 'walk-in')).status).toBe(201);
    expect(await as(['branch-staff'], 'web')).toMatchObject({
      status: 422,
      body: {
        code: 'channel-not-allowed',
        details: { channel: 'web', allowed: ['call-centre', 'corporate', 'walk-in'] },
      },
    });
    expect((await as(['branch-staff', 'customer-service-agent'], 'web')).status).toBe(201);
    expect((await as(['customer-service-supervisor'], 'partner')).status).toBe(422);
  });
});
