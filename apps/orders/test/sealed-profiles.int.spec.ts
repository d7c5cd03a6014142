import { randomBytes } from 'node:crypto';
import { DueWorkRegistry, SecretBox } from '@houtai/service-host';
import type { CustomerView } from '../src/customers/customer.dto';
import { sampleProfile } from './samples/sample-customer';
import { Shop } from './a-running-shop';

const DATA_KEY = randomBytes(32).toString('base64');

describe('sealed profiles', () => {
  let shop: Shop;
  let others = 0;
  let passes = 0;
  beforeAll(async () => (shop = await Shop.open({ env: { HOUTAI_DATA_KEY: DATA_KEY } })));
  afterAll(() => shop?.service.close());

  const another = async (): Promise<string> => {
    const number = `EA000000${(others += 1)}`;
    const profile = { ...sampleProfile, idDocument: { type: 'passport', number } };
    return (await shop.post<CustomerView>('customers', profile)).body.id;
  };
  const sealedOf = async (customerId: string): Promise<string> => {
    const [row] = await shop.service.sql<{ sealed: string }>(
      'select personal_data as sealed from customer where customer_id = $1',
      [customerId],
    );
    return row?.sealed ?? '';
  };
  const write = (customerId: string, sealed: string) =>
    shop.service.sql('update customer set personal_data = $2 where customer_id = $1', [customerId, sealed]);
  /** As the release before wrote them. */
  const sealAsBefore = async (customerId: string): Promise<void> => {
    const place = { table: 'customer', column: 'personal_data', record: customerId };
    const plain = new SecretBox(DATA_KEY).open(await sealedOf(customerId), place);
    await write(customerId, new SecretBox(DATA_KEY, 'v1').seal(plain, place));
  };
  const reseal = () =>
    shop.service.running.app.get(DueWorkRegistry).runAll(`299${(passes += 1)}-01-01T00:00:00.000Z`);

  it('cannot be swapped between two customers: neither is shown, and the answer says why', async () => {
    const [one, two] = [await another(), await another()];
    const [ofOne, ofTwo] = [await sealedOf(one), await sealedOf(two)];
    await write(one, ofTwo);
    await write(two, ofOne);

    const answer = await shop.get<{ code: string; detail: string }>(`customers/${one}`);
    expect(answer).toMatchObject({ status: 500, body: { code: 'sealed-value-broken' } });
    expect(JSON.stringify(answer.body)).not.toContain(ofTwo.slice(0, 20));
    expect(await shop.post(`customers/${two}/verify`)).toMatchObject({
      status: 500,
      body: { code: 'sealed-value-broken' },
    });
    await write(one, ofOne);
    await write(two, ofTwo);
    expect((await shop.get(`customers/${one}`)).status).toBe(200);
  });

  it('of the release before are read, and sealed anew once; a second pass changes nothing', async () => {
    const ids = [await another(), await another(), await another()];
    for (const id of ids) await sealAsBefore(id);
    expect((await shop.get(`customers/${ids[0]}`)).body).toMatchObject({ phone: '138****1234' });

    await reseal();
    const once = await Promise.all(ids.map(sealedOf));
    for (const sealed of once) expect(sealed).toMatch(/^v2\./);
    await reseal();
    expect(await Promise.all(ids.map(sealedOf))).toEqual(once);
    expect((await shop.get(`customers/${ids[0]}`)).body).toMatchObject({ phone: '138****1234' });
  });

  it('that cannot be opened hold the others up for nothing, and stay as they are for who looks into it', async () => {
    const [broken, sound] = [await another(), await another()];
    const strange = new SecretBox(randomBytes(32).toString('base64'), 'v1');
    const place = { table: 'customer', column: 'personal_data', record: broken };
    const unreadable = strange.seal('{}', place);
    await write(broken, unreadable);
    await sealAsBefore(sound);

    await reseal();
    expect(await sealedOf(broken)).toBe(unreadable);
    expect(await sealedOf(sound)).toMatch(/^v2\./);
  });

  it('are sealed anew by a change of the customer, too', async () => {
    const id = await another();
    await sealAsBefore(id);
    await shop.post(`customers/${id}/verify`);
    expect(await sealedOf(id)).toMatch(/^v2\./);
  });

  it('are neither text in the open nor of an unknown format', async () => {
    const id = await another();
    await expect(write(id, '{"name":"张伟"}')).rejects.toThrow(/customer_personal_data_sealed/);
  });
});
