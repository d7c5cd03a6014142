import type { TestHttp } from '@houtai/testing';
import { LeaseStore } from '../src/limits/lease.store';
import { eventually, startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, asked, bearer } from './partner-house';
import { releaseHeldAnswers, startUpstream, type Upstream } from './upstream';

/** 10 a second, 100 at once. */
const KEY_PER_MINUTE = 600;
const KEY_IN_FLIGHT = 10;

let orders: Upstream;
let gateway: GatewayUnderTest;
let other: { http: TestHttp; close(): Promise<void> };

beforeAll(async () => {
  orders = await startUpstream();
  const env = {
    HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: String(KEY_PER_MINUTE),
    HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE: '900',
    HOUTAI_IN_FLIGHT_KEY: String(KEY_IN_FLIGHT),
    HOUTAI_IN_FLIGHT_PARTNER: '15',
    HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '100000',
  };
  gateway = await startGateway({ services: { orders: orders.url }, env });
  const HOUTAI_SERVICES = JSON.stringify({ orders: orders.url });
  other = await startBeside(gateway, { ...env, HOUTAI_SERVICES, HOUTAI_DOCUMENT_REFRESH_MS: '200' });
  await gateway.routesOf('orders');
  await eventually(async () =>
    expect(await asked(other, await (await PartnerHouse.open(gateway)).token())).toBe('200'),
  );
});
afterAll(async () => {
  releaseHeldAnswers();
  await other?.close();
  await gateway?.close();
  await orders?.close();
});

/** Asks both gateways as fast as they answer, for so long. @returns how many requests were let in */
async function flood(credential: string, seconds: number, askers = 3): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let letIn = 0;
  const ask = async (at: { http: TestHttp }) => {
    while (performance.now() < end) {
      const answer = await asked(at, credential);
      if (answer === '200') letIn += 1;
      else expect(answer).toBe('429 too-many-requests');
    }
  };
  await Promise.all([gateway, other].flatMap((at) => Array.from({ length: askers }, () => ask(at))));
  return letIn;
}

describe('the limits of a partner', () => {
  it('let in what a key may ask over all gateways together, within 5 % and a second', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    const burst = KEY_PER_MINUTE / 6;
    const perSecond = KEY_PER_MINUTE / 60;
    const seconds = 8;
    const lease = jest.spyOn(LeaseStore.prototype, 'lease');
    const letIn = await flood(key, seconds);
    expect(letIn).toBeLessThanOrEqual((burst + perSecond * seconds) * 1.05 + perSecond);
    expect(letIn).toBeGreaterThanOrEqual((burst + perSecond * seconds) * 0.95 - perSecond);
    // Both together, refusals included: the database is not asked for each request.
    const questions = lease.mock.calls.length;
    lease.mockRestore();
    expect(questions).toBeLessThan(seconds * 2 * 20);
  });

  it('let in what its keys may ask together, whoever of them asks', async () => {
    const house = await PartnerHouse.open(gateway);
    const keys = [await house.key(), await house.key(), await house.key()];
    const letIn = await Promise.all(keys.map(({ key }) => flood(key, 4, 1)));
    const total = letIn.reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual((900 / 6 + (900 / 60) * 4) * 1.05 + 900 / 60);
    expect(total).toBeGreaterThanOrEqual((900 / 6 + (900 / 60) * 4) * 0.9 - 900 / 60);
  });

  it('let no more requests of a key be in flight than it may have, over all gateways', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    for (const at of [gateway, other]) expect(await asked(at, key)).toBe('200');
    await new Promise((resolve) => setTimeout(resolve, 500));
    let begun = 0;
    let refused = 0;
    const hold = async (at: { http: TestHttp }) => {
      const { status, body } = await at.http<{ code?: string }>(
        'GET',
        '/api/v1/branch-list?then=stream',
        bearer(key),
      );
      if (status === 429) {
        expect(body.code).toBe('too-many-at-once');
        refused += 1;
      }
    };
    orders.seen.length = 0;
    const held: Promise<void>[] = [];
    for (let round = 0; round < 12; round += 1) {
      for (const at of [gateway, other]) held.push(hold(at));
      await new Promise((resolve) => setTimeout(resolve, 250));
      begun = orders.seen.length;
      expect(begun).toBeLessThanOrEqual(KEY_IN_FLIGHT);
    }
    expect(begun).toBe(KEY_IN_FLIGHT);
    expect(refused).toBe(24 - KEY_IN_FLIGHT);
    releaseHeldAnswers();
    await Promise.all(held);
    await eventually(async () => expect(await asked(other, key)).toBe('200'), 1_500);
  });

  it('give the place back of who leaves before the answer', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    for (let n = 0; n < 3 * KEY_IN_FLIGHT; n += 1) {
      const leaving = AbortSignal.timeout(30);
      await fetch(`${gateway.url}/api/v1/branch-list?then=hang`, {
        headers: { authorization: `Bearer ${key}` },
        signal: leaving,
      }).catch(() => undefined);
    }
    await eventually(async () => expect(await asked(gateway, key)).toBe('200'), 2_000);
  });

  it('are told on every answer, of staff and of anybody as well', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    const told = async (credential?: string) => {
      const request = credential === undefined ? { roles: null } : bearer(credential);
      const { headers } = await gateway.http('GET', '/api/v1/opening-hours', request);
      return `${headers.get('ratelimit-policy')} ${headers.get('ratelimit')}`;
    };
    expect(await told(key)).toMatch(/^"key";q=600;w=60 "key";r=\d+;t=0$/);
    expect(await told(await gateway.signIn('root'))).toMatch(
      /^"account";q=30000;w=60 "account";r=29\d\d\d;t=\d+$/,
    );
    expect(await told()).toMatch(/^"address";q=100000;w=60 "address";r=\d+;t=\d+$/);
    let refused: Headers | undefined;
    while (refused === undefined) {
      const { status, headers } = await gateway.http('GET', '/api/v1/opening-hours', bearer(key));
      if (status === 429) refused = headers;
    }
    expect(refused.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
    expect(Number(refused.get('retry-after'))).toBeGreaterThan(0);
  });
});
