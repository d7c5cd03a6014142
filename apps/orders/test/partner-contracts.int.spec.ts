import { addDays, addHours } from '@houtai/domain-kit';
import { testId } from '@houtai/testing';
import { Partner, brought } from './a-partner';
import { DUE, HERE, NOW, PICK_UP, Shop, THERE, WISH } from './a-running-shop';
import { sampleRatePlan } from './samples/sample-rate-plan';

describe('the contract of a partner', () => {
  let shop: Shop;
  let partners = 0;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  const partner = () => new Partner(shop, (partners += 1));
  const refusal = (code: string, status = 422) => ({ status, body: { code } });
  const passport = () => `EC${String(1_000_000 + (partners += 1))}`;

  it('says what it may sell, from the next request on', async () => {
    const a = partner();
    await a.signs({ classCodes: ['compact'], branchIds: [HERE] });
    const there = { return: { branchId: THERE, at: DUE } };
    expect(await a.submit(brought(passport()), { classCode: 'suv' })).toMatchObject(
      refusal('class-not-in-contract'),
    );
    expect(await a.submit(brought(passport()), there)).toMatchObject(refusal('branch-not-in-contract'));
    const { id } = await a.books(brought(passport()));
    const change = (body: object) => a.ask('POST', `reservations/${id}/change`, { body });
    expect(await change({ classCode: 'suv' })).toMatchObject(refusal('class-not-in-contract'));
    expect(await change(there)).toMatchObject(refusal('branch-not-in-contract'));
    await a.signs({ branchIds: [HERE, THERE] });
    expect((await change({ ...there, classCode: 'suv' })).status).toBe(200);
    expect((await a.submit(brought(passport()), there)).status).toBe(201);
  });

  it('does not bind the house in what it changes for the partner', async () => {
    const a = partner();
    await a.signs({ classCodes: ['compact'] });
    const { id } = await a.books(brought(passport()));
    expect((await shop.post(`reservations/${id}/change`, { classCode: 'suv' })).status).toBe(200);
  });

  it('says how many reservations may be open', async () => {
    const a = partner();
    await a.signs({ mostOpenReservations: 2 });
    const [first] = [await a.submit(brought(passport())), await a.submit(brought(passport()))];
    expect(await a.submit(brought(passport()))).toMatchObject(refusal('partner-reservations-full', 409));
    await a.ask('POST', `reservations/${first.body.id}/cancel`, { body: {} });
    expect((await a.submit(brought(passport()))).status).toBe(201);
  });

  it('says when the identity of a customer is looked at', async () => {
    const a = partner();
    await a.signs({ identityCheck: 'before-confirmation' });
    const unseen = await a.books(brought(passport()));
    expect(unseen).toMatchObject({ status: 'rejected', reasons: [{ rule: 'customer-not-accepted' }] });
    const { customerId } = await shop.reservation(unseen.id);
    await shop.post(`customers/${customerId}/verify`);
    const seen = await a.books(unseen.customerId);
    expect(seen.status).toBe('confirmed');
    expect(seen).not.toHaveProperty('handoverConditions');
  });

  it('is kept to by quotes as well', async () => {
    const a = partner();
    await a.signs({ classCodes: ['compact'], branchIds: [HERE] });
    const quote = (changes: object) => a.ask('POST', 'quotes', { body: { ...WISH, ...changes } });
    expect((await quote({})).status).toBe(200);
    expect(await quote({ classCode: 'suv' })).toMatchObject(refusal('class-not-in-contract'));
    const there = { branchId: THERE, at: DUE };
    expect(await quote({ return: there })).toMatchObject(refusal('branch-not-in-contract'));
  });

  describe('prices by its group', () => {
    const { ratePlanId: _id, publishedAt: _at, ...house } = sampleRatePlan;
    const [day, ofHouse] = ['2027-02-01', 24_000 + 4_800 + 2_000];
    const publish = (plan: object) => shop.post('rate-plans', { ...house, ...plan });
    const total = async (who: Partner) =>
      (await who.ask<{ totalFen: number }>('POST', 'quotes', { body: WISH })).body.totalFen;

    it('what is quoted and booked, and nobody else', async () => {
      const [a, b] = [partner(), partner()];
      await a.signs({ priceGroup: 'airline' });
      expect(await total(a)).toBe(ofHouse);
      const plan = await publish({ priceGroup: 'airline', workdayFen: 20_000 });
      expect(plan).toMatchObject({ status: 201, body: { priceGroup: 'airline' } });
      expect(await publish({ priceGroup: 'airline' })).toMatchObject(refusal('rate-plan-exists', 409));
      const ofGroup = ofHouse - 4_000;
      expect([await total(a), await total(b)]).toEqual([ofGroup, ofHouse]);
      expect((await shop.post('quotes', WISH)).body.totalFen).toBe(ofHouse);
      const booked = await a.books(brought(passport()));
      expect(booked.price).toMatchObject({ totalFen: ofGroup, ratePlanId: plan.body.id });
      expect(booked).not.toHaveProperty('priceGroup');
      expect(await shop.reservation(booked.id)).toMatchObject({ priceGroup: 'airline' });
      expect((await b.books(brought(passport()))).price.totalFen).toBe(ofHouse);
      const events = await shop.service.eventsPublished();
      expect(events.filter(({ data }) => data.priceGroup === 'airline')).toHaveLength(1);
      const listed = await shop.get<{ items: object[] }>('rate-plans?priceGroup=airline');
      expect(listed.body.items).toEqual([plan.body]);
    });

    it('until it has another group; what was booked by the one before stays with it', async () => {
      const a = partner();
      await a.signs({ priceGroup: 'fair-old' });
      await publish({ priceGroup: 'fair-old', validFrom: day, workdayFen: 10_000 });
      await publish({ priceGroup: 'fair-new', validFrom: day, workdayFen: 90_000 });
      const { id } = await a.books(brought(passport()));
      await a.signs({ priceGroup: 'fair-new' });
      expect(await total(a)).toBe(90_000 + 4_800 + 2_000);
      const body = { return: { branchId: HERE, at: addDays(DUE, 1) } };
      const asked = await a.ask('POST', `reservations/${id}/change`, { body });
      expect(asked.body).toMatchObject({ change: { differenceFen: 10_000 + 4_800 } });
      const late = addHours(PICK_UP, -5);
      const cancelled = await a.ask('POST', `reservations/${id}/cancel`, { body: {}, time: late });
      expect(cancelled.body).toMatchObject({ cancellation: { feeFen: 5_000 } });
    });

    it('and the partner cannot choose it', async () => {
      const a = partner();
      for (const path of ['quotes', 'reservations']) {
        const body = {
          ...WISH,
          priceGroup: 'airline',
          ...(path !== 'quotes' && { customer: brought(passport()) }),
        };
        const errors = [{ field: 'priceGroup', rule: 'unknownField' }];
        expect(await a.ask('POST', path, { body })).toMatchObject({ status: 400, body: { errors } });
      }
    });
  });

  it('is waited for when the gateway’s word has not come yet', async () => {
    const headers = { 'idempotency-key': 'too-early' };
    const ask = { roles: ['partner-key'], partner: testId(0xa99), time: NOW, headers };
    const body = { ...WISH, customer: brought(passport()) };
    const answer = await shop.service.http('POST', '/api/v1/reservations', { ...ask, body });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    const list = await shop.service.http('GET', '/api/v1/reservations', ask);
    expect(list.body).toMatchObject({ items: [] });
  });
});
