import { testId } from '@houtai/testing';
import { sampleProfile } from './samples/sample-customer';
import type { CustomerView } from '../src/customers/customer.dto';
import { NOW, Shop } from './a-running-shop';

describe('customers', () => {
  let shop: Shop;
  const passport = (number: string) => ({ ...sampleProfile, idDocument: { type: 'passport', number } });
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  it('are shown masked, and revealed only to who may, on the record', async () => {
    const shown = await shop.get<CustomerView>(`customers/${shop.customerId}`);
    expect(shown.body).toMatchObject({
      name: '张*',
      phone: '138****1234',
      idDocument: { number: '1101**********0017' },
      status: 'verified',
      version: 2,
    });
    const path = `/api/v1/customers/${shop.customerId}?reveal=true`;
    expect((await shop.service.http('GET', path, { roles: ['analyst'] })).status).toBe(403);
    expect((await shop.service.http('GET', path, { roles: ['accountant'] })).status).toBe(403);
    const revealed = await shop.service.http<CustomerView>('GET', path, { sub: 'chief', time: NOW });
    expect(revealed.body).toMatchObject({ name: '张伟', idDocument: sampleProfile.idDocument });
    expect(await shop.service.sql('select actor_id, customer_id from personal_data_access')).toEqual([
      { actor_id: 'chief', customer_id: shop.customerId },
    ]);
  });

  it('leave no personal data readable in any table', async () => {
    const dump = await shop.service.sql<{ row: string }>(`
      select row_to_json(c)::text as row from customer c
      union all select row_to_json(l)::text from event_log l`);
    const text = dump.map(({ row }) => row).join('\n');
    for (const secret of [
      sampleProfile.name,
      sampleProfile.phone,
      sampleProfile.idDocument.number,
      '1990-03-07',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('register a document once', async () => {
    const { status, body } = await shop.post('customers', sampleProfile);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'customer-exists' });
    expect((await shop.post('customers', passport('EB7654321'))).status).toBe(201);
  });

  it('are refused with papers that do not fit, all faults at once', async () => {
    const wrong = {
      ...sampleProfile,
      idDocument: { type: 'resident-id', number: '110105199003070018' },
      licence: { ...sampleProfile.licence, validTo: '2010-01-01' },
    };
    const answer = await shop.post<{ errors: { field: string }[] }>('customers', wrong);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ field }) => field)).toEqual(['idDocument.number', 'licence.validTo']);
    const form = await shop.post<{ errors: { field: string }[] }>('customers', {
      name: '',
      idDocument: { type: 'library-card', number: '1' },
      licence: null,
      birthDate: '2027-02-30',
      secret: 1,
    });
    expect(new Set(form.body.errors.map(({ field }) => field))).toEqual(
      new Set(['name', 'phone', 'idDocument.type', 'idDocument.number', 'licence', 'birthDate', 'secret']),
    );
  });

  it('go on the blacklist, which stops them from renting, and come off it', async () => {
    const { body: customer } = await shop.post<CustomerView>('customers', passport('EC0000001'));
    await shop.post(`customers/${customer.id}/verify`);
    const verb = (name: string, body = {}) =>
      shop.post<CustomerView>(`customers/${customer.id}/${name}`, body);
    expect((await verb('blacklist', { reason: 'Sold the car' })).body.blacklisted?.reason).toBe(
      'Sold the car',
    );
    const rejected = await shop.submit({ customerId: customer.id });
    expect(rejected.reasons).toEqual([{ rule: 'not-blacklisted', message: 'The customer is blacklisted' }]);
    expect(await verb('blacklist', { reason: 'again' })).toMatchObject({ status: 409 });
    expect((await verb('remove-from-blacklist')).body.blacklisted).toBeUndefined();
    expect((await shop.submit({ customerId: customer.id })).status).toBe('submitted');
    expect(await verb('verify')).toMatchObject({ status: 409, body: { code: 'customer-already-verified' } });
  });

  it('have another version after each change, also one that nobody else hears of', async () => {
    const { body: customer } = await shop.post<CustomerView>('customers', passport('EC0000002'));
    const verified = await shop.post<CustomerView>(`customers/${customer.id}/verify`);
    const listed = await shop.post<CustomerView>(`customers/${customer.id}/blacklist`, { reason: 'Fraud' });
    expect(listed.body.version).toBe(verified.body.version + 1);
    const stale = { 'if-match': `"${verified.body.version}"` };
    const path = `/api/v1/customers/${customer.id}/remove-from-blacklist`;
    const answer = await shop.service.http('POST', path, { headers: stale });
    expect(answer).toMatchObject({ status: 412, body: { code: 'stale-version' } });
  });

  it('must exist', async () => {
    expect((await shop.get(`customers/${testId(404)}`)).status).toBe(404);
    expect((await shop.post(`customers/${testId(404)}/verify`)).status).toBe(404);
  });
});
