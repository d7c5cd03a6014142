import { startBareGateway, type BareGateway } from './bare-gateway';
import { startGateway } from './gateway-under-test';

const PASSWORD = 'first of all passwords';
const WRONG = 'wrong of all passwords';

interface Answer {
  code?: string;
  username?: string;
}

const setUp = (gateway: Pick<BareGateway, 'http'>, token: string, username = 'chief', password = PASSWORD) =>
  gateway.http<Answer>('POST', '/api/v1/setup', { roles: null, body: { token, username, password } });
const tokenIn = (gateway: BareGateway): string =>
  /"setupToken":"([\w-]{43})"/.exec(gateway.output())?.[1] ?? '';

// A process of its own is slow to start where others need the cores, too.
jest.setTimeout(240_000);

describe('the first administrator', () => {
  it('is made with the token from the real output, in its time, once, even by requests at the same time', async () => {
    const gateway = await startBareGateway();
    try {
      const old = tokenIn(gateway);
      expect(old).not.toBe('');
      await gateway.sql('update setup_token set expires_at = now()');
      expect((await setUp(gateway, old)).status).toBe(401);

      await gateway.restart();
      const token = tokenIn(gateway);
      expect(token).not.toBe(old);
      const stored = await gateway.sql<{ row: string }>('select setup_token::text as row from setup_token');
      expect(stored).toHaveLength(1);
      expect(stored[0]?.row).not.toContain(token);
      for (const guess of [old, 'x'.repeat(43)]) {
        expect(await setUp(gateway, guess)).toMatchObject({ status: 401, body: { code: 'setup-refused' } });
      }
      expect((await setUp(gateway, token, 'chief', 'short')).status).toBe(400);
      const racing = await Promise.all(['a', 'b', 'c'].map((name) => setUp(gateway, token, `chief-${name}`)));
      expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);

      const { username = '' } = racing.find(({ status }) => status === 201)?.body ?? {};
      const signIn = (password: string) =>
        gateway.http('POST', '/api/v1/auth/sign-in', { roles: null, body: { username, password } });
      expect(await signIn(PASSWORD)).toMatchObject({ status: 200, body: { account: { roles: ['admin'] } } });
      expect((await signIn(WRONG)).status).toBe(401);
      expect(await gateway.sql('select 1 from setup_token')).toEqual([]);
      const again = await setUp(gateway, token, 'another');
      expect(again).toMatchObject({ status: 409, body: { code: 'already-set-up' } });
      expect(JSON.stringify(again.body)).not.toContain(username);

      const output = gateway.output();
      expect(output.split(token)).toHaveLength(2);
      for (const secret of [PASSWORD, WRONG, old, 'x'.repeat(43)]) expect(output).not.toContain(secret);
    } finally {
      await gateway.close();
    }
  });

  it('is guessed at no faster than a password', async () => {
    const env = { HOUTAI_DEMO_ACCOUNTS: '[]', HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10' };
    const gateway = await startGateway({ mode: 'live', env });
    try {
      // Reading the document, which the test does to compare, counts for the same address.
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await setUp(gateway, `wrong-${n}`)).status);
      expect(statuses[0]).toBe(401);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await gateway.close();
    }
  });

  it('needs no token where accounts are given by configuration', async () => {
    const gateway = await startGateway({ mode: 'live' });
    try {
      expect(await gateway.sql('select 1 from setup_token')).toEqual([]);
      expect((await setUp(gateway, 'x')).status).toBe(409);
    } finally {
      await gateway.close();
    }
  });
});
