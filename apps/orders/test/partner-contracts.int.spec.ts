import { testId } from '@houtai/testing';
import { Partner, brought } from './a-partner';
import { DUE, HERE, NOW, Shop, THERE, WISH } from './a-running-shop';

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
    const unseen = (await a.submit(brought(passport()))).body;
    expect(unseen).toMatchObject({ status: 'rejected', reasons: [{ rule: 'customer-not-accepted' }] });
    const { customerId } = await shop.reservation(unseen.id);
    await shop.post(`customers/${customerId}/verify`);
    expect((await a.submit(unseen.customerId)).body.status).toBe('submitted');
  });

  it('is waited for when the gateway’s word has not come yet', async () => {
    const ask = { roles: ['partner-key'], partner: testId(0xa99), time: NOW };
    const body = { ...WISH, customer: brought(passport()) };
    const answer = await shop.service.http('POST', '/api/v1/reservations', { ...ask, body });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    const list = await shop.service.http('GET', '/api/v1/reservations', ask);
    expect(list.body).toMatchObject({ items: [] });
  });
});
