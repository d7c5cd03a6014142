import { testPostgresUrl, type TestHttp } from '@houtai/testing';
import { Client } from 'pg';
import { DEMO_PASSWORD, startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, asked } from './partner-house';

let gateway: GatewayUnderTest;
let other: { http: TestHttp; close(): Promise<void> };
let house: PartnerHouse;

beforeAll(async () => {
  gateway = await startGateway();
  other = await startBeside(gateway);
  house = await PartnerHouse.open(gateway);
});
afterAll(async () => {
  await other?.close();
  await gateway?.close();
});

/** Milliseconds from the answer to a change until the other gateway answers as wanted; it is asked all the time. */
async function heardAfter(
  change: () => Promise<unknown>,
  credential: string,
  wanted: string,
): Promise<number> {
  await change();
  const changedAt = performance.now();
  for (;;) {
    if ((await asked(other, credential)) === wanted) return performance.now() - changedAt;
    if (performance.now() - changedAt > 5_000) throw new Error(`not ${wanted} within 5 s`);
  }
}

/** Cuts the connections on which news comes, as often as they come back, until the end. */
async function deafly<T>(work: () => Promise<T>): Promise<T> {
  const superuser = new Client({ connectionString: testPostgresUrl() });
  await superuser.connect();
  const [{ name } = { name: '' }] = await gateway.sql<{ name: string }>('select current_database() as name');
  let over = false;
  const cutting = (async () => {
    while (!over) {
      await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'houtai-gateway-access' and datname = $1`,
        [name],
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  try {
    return await work();
  } finally {
    over = true;
    await cutting;
    await superuser.end();
  }
}

const revoke = (id: string) => () => gateway.http('POST', `/api/v1/api-keys/${id}/revoke`);

describe('what one gateway decides', () => {
  it('holds on the other one within a second: revoked key, narrowed key, suspended and resumed partner', async () => {
    const [gone, narrow, stays] = [await house.key(), await house.key(), await house.key()];
    for (const { key } of [gone, narrow, stays]) expect(await asked(other, key)).toBe('200');
    expect(await heardAfter(revoke(gone.id), gone.key, '401 key-revoked')).toBeLessThan(1_000);

    const scopes = ['branches:read'];
    await gateway.http('POST', `/api/v1/api-keys/${narrow.id}/narrow`, { body: { scopes } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const me = await other.http<{ permissions: string[] }>('GET', '/api/v1/auth/me', {
      roles: null,
      headers: { authorization: `Bearer ${narrow.key}` },
    });
    expect(me.body.permissions).toEqual(scopes);

    const token = await house.token();
    expect(await asked(other, token)).toBe('200');
    const refused = '403 partner-not-active';
    expect(await heardAfter(() => house.step('suspend'), stays.key, refused)).toBeLessThan(1_000);
    expect(await asked(other, token)).toBe(refused);
    expect(await heardAfter(() => house.step('resume'), stays.key, '200')).toBeLessThan(1_000);
    expect(await asked(other, token)).toBe('200');
  });

  it('holds within a second when no news comes through either', async () => {
    const { id, key } = await house.key();
    expect(await asked(other, key)).toBe('200');
    await deafly(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await asked(other, key)).toBe('200');
      expect(await heardAfter(revoke(id), key, '401 key-revoked')).toBeLessThan(1_000);
    });
  });

  it('ends the tokens of staff within a second of disabling the account, news or not', async () => {
    const made = { username: 'leaver', name: 'Leaver', roles: ['analyst'], password: DEMO_PASSWORD };
    const { body } = await gateway.http<{ id: string }>('POST', '/api/v1/user-accounts', { body: made });
    const step = (name: string) => gateway.http('POST', `/api/v1/user-accounts/${body.id}/${name}`);
    const endedAfter = async () => {
      const headers = { authorization: `Bearer ${await gateway.signIn('leaver')}` };
      const me = async () => (await other.http('GET', '/api/v1/auth/me', { roles: null, headers })).status;
      expect(await me()).toBe(200);
      await step('disable');
      const disabledAt = performance.now();
      while ((await me()) !== 401) expect(performance.now() - disabledAt).toBeLessThan(1_000);
      await step('enable');
      // The session stays ended: who is enabled again signs in anew.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await me()).toBe(401);
    };
    await endedAfter();
    await deafly(endedAfter);
  });

  it('costs no look for each request: what is known to hold is not read again', async () => {
    const { key } = await house.key();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await asked(other, key)).toBe('200');
    await gateway.sql(`update api_key set name = 'changed behind our back' where name = 'engine'`);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const me = await other.http<{ name: string }>('GET', '/api/v1/auth/me', {
      roles: null,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(me.body.name).toBe('engine');
  });
});
