import { fakeToken } from '@houtai/testing';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { Identities } from '../src/identity/identities.service';
import { startUpstream, type Upstream } from './upstream';

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({
    services: { orders: orders.url },
    env: { HOUTAI_RATE_LIMIT_PER_MINUTE: '40', HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10' },
  });
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

async function statuses(
  count: number,
  request: { roles?: string[] | null; sub?: string },
): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => gateway.http('GET', '/api/v1/opening-hours', request)),
  );
  return answers.map(({ status }) => status);
}

describe('rate limits', () => {
  it('count per account', async () => {
    const first = await statuses(45, { sub: 'one' });
    expect(first.filter((status) => status === 429)).toHaveLength(5);
    expect(await statuses(5, { sub: 'two' })).not.toContain(429);
    const answer = await gateway.http<{ code: string }>('GET', '/api/v1/opening-hours', { sub: 'one' });
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(30);
  });

  it('come before the check of a signature: a flood of made-up tokens is refused unverified', async () => {
    const own = await startGateway({ env: { HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10' } });
    try {
      const verify = jest.spyOn(own.running.app.get(Identities, { strict: false }), 'verify');
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          // Not by the recorded client, which asks for the document as well.
          fetch(`${own.running.url}/api/v1/auth/me`, {
            headers: { authorization: `Bearer made.up.${n}` },
          }),
        ),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
      expect(verify).toHaveBeenCalledTimes(10);
    } finally {
      await own.close();
    }
  });

  it('count per address without a good token, and do not touch who is known by one', async () => {
    const known = {
      roles: null,
      headers: { authorization: `Bearer ${await fakeToken({ roles: ['admin'], sub: 'three' })}` },
    };
    expect((await gateway.http('GET', '/api/v1/opening-hours', known)).status).not.toBe(429);
    const answers = await statuses(14, { roles: null });
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
    const signIn = await gateway.http('POST', '/api/v1/auth/sign-in', {
      roles: null,
      body: { username: 'a', password: 'b' },
    });
    expect(signIn.status).toBe(429);
    expect((await gateway.http('GET', '/api/v1/opening-hours', known)).status).not.toBe(429);
  });

  it('leave health and documents alone', async () => {
    expect((await gateway.http('GET', '/health/live', { roles: null })).status).toBe(200);
    expect((await gateway.http('GET', '/docs', { roles: null })).status).toBe(200);
  });
});
