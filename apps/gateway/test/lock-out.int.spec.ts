import { DEMO_PASSWORD, eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';

interface Answer {
  code?: string;
  items?: { clientAddress: string }[];
  deviceToken?: string;
}

/** The test's own address is the trusted proxy; `from` is where it says its client is. */
let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ env: { HOUTAI_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' } });
});
afterAll(() => gateway?.close());

const signIn = (
  from: string,
  username: string,
  password = DEMO_PASSWORD,
  of = gateway,
  deviceToken?: string,
) =>
  of.http<Answer>('POST', '/api/v1/auth/sign-in', {
    body: { username, password, deviceToken },
    roles: null,
    headers: { 'x-forwarded-for': from, 'x-correlation-id': `from-${from.split(',')[0]}` },
  });

describe('a lock-out', () => {
  it('meets who guesses, not who holds the account at another address', async () => {
    for (let n = 0; n < 5; n += 1) expect((await signIn('203.0.113.7', 'root', 'wrong')).status).toBe(401);
    expect(await signIn('203.0.113.7', 'root')).toMatchObject({
      status: 423,
      body: { code: 'account-locked' },
    });
    expect((await signIn('198.51.100.1', 'root')).status).toBe(200);
  });

  it('counts a whole IPv6 network as one address', async () => {
    for (let n = 0; n < 5; n += 1) await signIn(`2001:db8::${n + 1}`, 'clerk', 'wrong');
    expect((await signIn('2001:db8::ff', 'clerk')).status).toBe(423);
    expect((await signIn('2001:db8:1::1', 'clerk')).status).toBe(200);
  });

  it('meets an address that tries many names, and goes through several proxies', async () => {
    const from = (n: number) => `192.0.2.${n}, 203.0.113.99, 10.0.0.3`;
    const tries = Array.from({ length: 50 }, (_, n) => signIn(from(n), `name-${n}`, 'wrong'));
    expect((await Promise.all(tries)).filter(({ status }) => status === 401)).toHaveLength(50);
    expect((await signIn(from(200), 'root')).status).toBe(423);
    expect((await signIn('198.51.100.1', 'root')).status).toBe(200);
  });

  it('bounds guessing from everywhere, and lets the holder in from a network or with a device of theirs', async () => {
    const home = await signIn('198.18.0.1', 'clerk');
    expect(home.status).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 10) {
      const tries = Array.from({ length: 10 }, (_, m) => signIn(`198.19.${n}.${m}`, 'clerk', 'wrong'));
      statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
    }
    // Two were counted for the IPv6 network above, from which nobody had signed in by then.
    const guesses = statuses.filter((status) => status === 401).length;
    expect(guesses).toBeGreaterThanOrEqual(10);
    expect(guesses).toBeLessThanOrEqual(20);
    expect((await signIn('198.19.200.200', 'clerk')).status).toBe(423);
    expect((await signIn('198.18.0.1', 'clerk')).status).toBe(200);
    const away = await signIn('198.19.200.201', 'clerk', DEMO_PASSWORD, gateway, home.body.deviceToken);
    expect(away.status).toBe(200);
    const root = await signIn('198.19.0.0', 'root', 'wrong', gateway, home.body.deviceToken);
    expect(root.status).toBe(401);
  });

  it('is recorded with the address that it was judged by', async () => {
    await signIn('203.0.113.50', 'root');
    await eventually(async () => {
      const found = await gateway.http<Answer>(
        'GET',
        '/api/v1/audit-entries?correlationId=from-203.0.113.50',
      );
      expect(found.body.items).toEqual([expect.objectContaining({ clientAddress: '203.0.113.50' })]);
    });
  });
});

describe('without trusted proxies', () => {
  it('a forged X-Forwarded-For does not make another address', async () => {
    const open = await startGateway();
    try {
      for (let n = 0; n < 5; n += 1) await signIn(`203.0.113.${n}`, 'root', 'wrong', open);
      expect((await signIn('203.0.113.77', 'root', DEMO_PASSWORD, open)).status).toBe(423);
    } finally {
      await open.close();
    }
  });

  it('a faulty list of proxies keeps the gateway from starting', async () => {
    for (const proxies of ['everybody', '10.0.0.0/0', '10.0.0.1/64', '127.0.0.1,,']) {
      await expect(startGateway({ env: { HOUTAI_TRUSTED_PROXIES: proxies } })).rejects.toThrow(
        'HOUTAI_TRUSTED_PROXIES',
      );
    }
  });
});
