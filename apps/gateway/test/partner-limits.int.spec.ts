import type { TestHttp } from '@houtai/testing';
import { LeaseStore } from '../src/limits/lease.store';
import { eventually, startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { CONTRACT, PartnerHouse, asked, bearer } from './partner-house';
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

/** Asks both gateways as fast as they answer, for so long. */
async function flood(
  credential: string,
  seconds: number,
  askers = 3,
): Promise<{ letIn: number; asked: number }> {
  const end = performance.now() + seconds * 1_000;
  let letIn = 0;
  let count = 0;
  const ask = async (at: { http: TestHttp }) => {
    while (performance.now() < end) {
      const answer = await asked(at, credential);
      count += 1;
      if (answer === '200') letIn += 1;
      else expect(answer).toMatch(/^429 too-many-(requests|at-once)$/);
    }
  };
  await Promise.all([gateway, other].flatMap((at) => Array.from({ length: askers }, () => ask(at))));
  return { letIn, asked: count };
}

/** Bounds of what is let in: 5 % and a second's worth beside what the limit allows, of what was asked on a busy machine. */
function bounds(perMinute: number, seconds: number, count: number): { least: number; most: number } {
  const perSecond = perMinute / 60;
  const allowed = perMinute / 6 + perSecond * seconds;
  return { least: Math.min(count, allowed) * 0.95 - perSecond, most: allowed * 1.05 + perSecond };
}

describe('the limits of a partner', () => {
  it('let in what a key may ask over all gateways together, within 5 % and a second', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    const seconds = 8;
    const lease = jest.spyOn(LeaseStore.prototype, 'lease');
    const { letIn, asked: count } = await flood(key, seconds);
    const { least, most } = bounds(KEY_PER_MINUTE, seconds, count);
    expect(letIn).toBeLessThanOrEqual(most);
    expect(letIn).toBeGreaterThanOrEqual(least);
    // Both together, refusals included: the database is not asked for each request.
    const questions = lease.mock.calls.length;
    lease.mockRestore();
    expect(questions).toBeLessThan(seconds * 2 * 30);
  });

  it('let in what its keys may ask together, whoever of them asks', async () => {
    const house = await PartnerHouse.open(gateway);
    const keys = [await house.key(), await house.key(), await house.key()];
    const floods = await Promise.all(keys.map(({ key }) => flood(key, 4, 1)));
    const sum = (of: (one: { letIn: number; asked: number }) => number) =>
      floods.reduce((total, one) => total + of(one), 0);
    const { least, most } = bounds(
      900,
      4,
      sum((one) => one.asked),
    );
    expect(sum((one) => one.letIn)).toBeLessThanOrEqual(most);
    expect(sum((one) => one.letIn)).toBeGreaterThanOrEqual(least);
  });

  it('let no more requests of a key be in flight than it may have, over all gateways', async () => {
    const { key } = await (await PartnerHouse.open(gateway)).key();
    for (const at of [gateway, other]) expect(await asked(at, key)).toBe('200');
    await new Promise((resolve) => setTimeout(resolve, 500));
    orders.seen.length = 0;
    const codes: string[] = [];
    const hold = async (at: { http: TestHttp }) => {
      const path = '/api/v1/branch-list?then=stream';
      const { status, body } = await at.http<{ code?: string }>('GET', path, bearer(key));
      if (status === 429) codes.push(String(body.code));
    };
    const held: Promise<void>[] = [];
    try {
      // Both at once, again and again: however the places lie, all are used in the end and none twice.
      for (let round = 0; orders.seen.length < KEY_IN_FLIGHT && round < 60; round += 1) {
        for (const at of [gateway, other]) held.push(hold(at), hold(at));
        await new Promise((resolve) => setTimeout(resolve, 250));
        expect(orders.seen.length).toBeLessThanOrEqual(KEY_IN_FLIGHT);
      }
      held.push(hold(gateway), hold(other));
      await eventually(() => Promise.resolve(expect(codes.length).toBe(held.length - KEY_IN_FLIGHT)));
      expect(orders.seen).toHaveLength(KEY_IN_FLIGHT);
      expect(new Set(codes)).toEqual(new Set(['too-many-at-once']));
    } finally {
      releaseHeldAnswers();
      await Promise.all(held);
    }
    await eventually(async () => expect(await asked(other, key)).toBe('200'));
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
  });

  it('follow the contract, and a new one within a second, on every gateway', async () => {
    const house = await PartnerHouse.open(gateway);
    const { key } = await house.key();
    const policy = async (at: { http: TestHttp }) =>
      (await at.http('GET', '/api/v1/auth/me', bearer(key))).headers.get('ratelimit-policy');
    const agree = async (terms: object, version: number) => {
      const contract = { ...CONTRACT, ...terms };
      const answer = await gateway.http('PUT', `/api/v1/partners/${house.partner.id}/contract`, {
        body: { name: 'Partner', contract, contacts: [] },
        headers: { 'if-match': `"${version}"` },
      });
      expect(answer).toMatchObject({ status: 200, body: { contract } });
    };
    expect(await policy(other)).toBe('"key";q=600;w=60');
    await agree({ requestsPerMinute: 60, requestsInFlight: 2 }, 1);
    await eventually(async () => expect(await policy(other)).toBe('"partner";q=60;w=60'), 1_000);
    const held = [1, 2].map(() => gateway.http('GET', '/api/v1/branch-list?then=stream', bearer(key)));
    try {
      await eventually(async () => expect(await asked(gateway, key)).toBe('429 too-many-at-once'));
    } finally {
      releaseHeldAnswers();
      await Promise.all(held);
    }
    await agree({}, 2);
    // What the partner has left is little still, and grows by its usual rate again.
    await eventually(async () => expect(await policy(gateway)).not.toBe('"partner";q=60;w=60'), 1_000);
  });

  it('are told on a refusal as well, with the time to wait', async () => {
    const own = await startGateway({ env: { HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: '6' } });
    try {
      const { key } = await (await PartnerHouse.open(own)).key();
      expect(await asked(own, key)).toBe('200');
      const { status, headers, body } = await own.http('GET', '/api/v1/auth/me', bearer(key));
      expect({ status, code: body['code'] }).toEqual({ status: 429, code: 'too-many-requests' });
      expect(headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
  });
});
