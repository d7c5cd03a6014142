import { decodeJwt } from 'jose';
import { DEMO_PASSWORD, eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  account: { id: string; name: string; roles: string[] };
  code?: string;
}

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.close());

const signIn = (username: string, password = DEMO_PASSWORD) =>
  gateway.http<Tokens>('POST', '/api/v1/auth/sign-in', { body: { username, password }, roles: null });
const refresh = (refreshToken: string) =>
  gateway.http<Tokens>('POST', '/api/v1/auth/refresh', { body: { refreshToken }, roles: null });
const as = (token: string) => ({ roles: null, headers: { authorization: `Bearer ${token}` } });

describe('sign-in', () => {
  it('gives a short access token and a refresh token, whatever the case of the user name', async () => {
    const { status, body, headers } = await signIn('CLERK');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.account).toMatchObject({ name: 'Li Clerk', roles: ['branch-staff'] });
    const claims = decodeJwt(body.accessToken);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
    expect(claims).toMatchObject({
      aud: 'houtai',
      sub: body.account.id,
      name: 'Li Clerk',
      roles: ['branch-staff'],
    });
    const me = await gateway.http('GET', '/api/v1/auth/me', as(body.accessToken));
    expect(me.body).toMatchObject({
      id: body.account.id,
      permissions: expect.arrayContaining(['customers:read']),
    });
  });

  it('publishes the key that verifies its tokens', async () => {
    const { body } = await gateway.http<{ keys: object[] }>('GET', '/.well-known/jwks.json', { roles: null });
    expect(body.keys[0]).toMatchObject({ kty: 'OKP', kid: 'gateway-test', alg: 'EdDSA' });
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it('refuses a NUL character in name or password as a fault of the field', async () => {
    for (const [name, password] of [
      ['clerk\u0000', DEMO_PASSWORD],
      ['clerk', 'wrong\u0000password'],
    ] as const) {
      const { status, body } = await signIn(name, password);
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation-failed' });
    }
  });

  it('refuses a wrong password and an unknown name alike, and in like time', async () => {
    const fastest: number[] = [];
    for (const name of ['clerk', 'nobody']) {
      const times: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        const started = performance.now();
        const { status, body } = await signIn(name, 'wrong password');
        times.push(performance.now() - started);
        expect({ status, code: body.code }).toEqual({ status: 401, code: 'sign-in-refused' });
      }
      fastest.push(Math.min(...times));
    }
    const [known = 0, unknown = 0] = fastest;
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('locks a name after five failures, with or without an account, even for the right password', async () => {
    await gateway.http('POST', '/api/v1/user-accounts', {
      body: { username: 'locked', name: 'L', password: DEMO_PASSWORD, roles: ['analyst'] },
    });
    for (const name of ['locked', 'not-there']) {
      for (let n = 0; n < 5; n += 1) expect((await signIn(name, 'wrong')).status).toBe(401);
      const { status, body, headers } = await signIn(name);
      expect({ status, code: body.code }).toEqual({ status: 423, code: 'account-locked' });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(890);
    }
    await gateway.sql(`update sign_in_failure set locked_until = now() where username = 'locked'`);
    expect((await signIn('locked')).status).toBe(200);
  });

  it('gives attempts at once no more guesses than attempts one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('rushed', 'wrong')));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(7).fill(423)]);
  });
});

describe('refresh', () => {
  it('exchanges a token once; its second use ends the whole session', async () => {
    const first = (await signIn('clerk')).body.refreshToken;
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(first);
    const reused = await refresh(first);
    expect(reused).toMatchObject({ status: 401, body: { code: 'refresh-token-reused' } });
    expect(await refresh(second.body.refreshToken)).toMatchObject({ body: { code: 'refresh-refused' } });
  });

  it('gives two uses at once one successor at most', async () => {
    const { refreshToken } = (await signIn('clerk')).body;
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('stores no token in a form that could be used', async () => {
    const { refreshToken } = (await signIn('clerk')).body;
    const rows = await gateway.sql<{ row: string }>('select refresh_token::text as row from refresh_token');
    expect(rows.some(({ row }) => row.includes(refreshToken))).toBe(false);
  });

  it('is refused after sign-out, for an expired and for an unknown token', async () => {
    const out = (await signIn('clerk')).body.refreshToken;
    const left = await gateway.http('POST', '/api/v1/auth/sign-out', {
      body: { refreshToken: out },
      roles: null,
    });
    expect(left.status).toBe(204);
    const late = (await signIn('clerk')).body.refreshToken;
    await gateway.sql('update refresh_token set expires_at = now() where revoked_at is null');
    for (const token of [out, late, 'never-issued']) {
      expect(await refresh(token)).toMatchObject({ status: 401, body: { code: 'refresh-refused' } });
    }
  });
});

describe('accounts', () => {
  interface UserAccount {
    id: string;
    version: number;
    code?: string;
    errors?: { field: string; rule: string }[];
  }
  const create = (username: string, password = DEMO_PASSWORD, roles = ['analyst']) =>
    gateway.http<UserAccount>('POST', '/api/v1/user-accounts', {
      body: { username, name: 'N', password, roles },
    });

  it('are made once per name, with a password that is not weak', async () => {
    expect((await create('fresh')).status).toBe(201);
    expect(await create('FRESH')).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    const weak = await create('weakling', 'weakling');
    expect(weak).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(weak.body.errors).toEqual([
      expect.objectContaining({ field: 'password', rule: 'minLength' }),
      expect.objectContaining({ field: 'password', rule: 'notTheUsername' }),
      expect.objectContaining({ field: 'password', rule: 'hardToGuess' }),
    ]);
    expect((await create('other', DEMO_PASSWORD, ['emperor'])).status).toBe(400);
  });

  it('lose their sessions when they are disabled', async () => {
    const { id } = (await create('leaver')).body;
    const { refreshToken } = (await signIn('leaver')).body;
    const disable = (ifMatch: string) =>
      gateway.http<UserAccount>('POST', `/api/v1/user-accounts/${id}/disable`, {
        headers: { 'if-match': ifMatch },
      });
    expect(await disable('"7"')).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await disable('"1"')).toMatchObject({ status: 200, body: { status: 'disabled', version: 2 } });
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await signIn('leaver')).body.code).toBe('sign-in-refused');
  });

  it('end at once with the account, the session and the password, for staff as for everybody', async () => {
    const { id } = (await create('ender')).body;
    const me = async (token: string) => (await gateway.http('GET', '/api/v1/auth/me', as(token))).status;
    const endings: ((refreshToken: string) => Promise<unknown>)[] = [
      (refreshToken) =>
        gateway.http('POST', '/api/v1/auth/sign-out', { body: { refreshToken }, roles: null }),
      async (refreshToken) => [await refresh(refreshToken), await refresh(refreshToken)],
      () =>
        gateway.http('POST', `/api/v1/user-accounts/${id}/reset-password`, {
          body: { password: DEMO_PASSWORD },
        }),
      () => gateway.http('POST', `/api/v1/user-accounts/${id}/disable`),
    ];
    for (const end of endings) {
      const { accessToken, refreshToken } = (await signIn('ender')).body;
      expect(await me(accessToken)).toBe(200);
      await end(refreshToken);
      const endedAt = performance.now();
      await eventually(async () => expect(await me(accessToken)).toBe(401), 2_000);
      expect(performance.now() - endedAt).toBeLessThan(1_000);
    }
  });

  it('end one session, and leave the others of the account', async () => {
    await create('two-desks');
    const [one, two] = [(await signIn('two-desks')).body, (await signIn('two-desks')).body];
    await gateway.http('POST', '/api/v1/auth/sign-out', {
      body: { refreshToken: one.refreshToken },
      roles: null,
    });
    const me = async (token: string) => (await gateway.http('GET', '/api/v1/auth/me', as(token))).status;
    expect([await me(one.accessToken), await me(two.accessToken)]).toEqual([401, 200]);
  });

  it('keep one enabled admin', async () => {
    const [root] = await gateway.sql<{ id: string }>(`select id from account where username = 'root'`);
    const answer = await gateway.http('POST', `/api/v1/user-accounts/${root?.id}/assign-roles`, {
      body: { roles: ['analyst'] },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'last-admin' } });
  });

  it('keep one when two admins disable each other at once', async () => {
    const [root] = await gateway.sql<{ id: string }>(`select id from account where username = 'root'`);
    const pair = [root?.id, (await create('second-root', DEMO_PASSWORD, ['admin'])).body.id];
    const toBoth = (step: string) =>
      Promise.all(pair.map((id) => gateway.http<UserAccount>('POST', `/api/v1/user-accounts/${id}/${step}`)));
    for (let round = 1; round <= 10; round += 1) {
      const answers = await toBoth('disable');
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last-admin');
      await toBoth('enable');
    }
  });

  it('count the changes that a release before this one makes beside it', async () => {
    const { id } = (await create('old-and-new')).body;
    const change = (step: string, ifMatch: number) =>
      gateway.http<UserAccount>('POST', `/api/v1/user-accounts/${id}/${step}`, {
        headers: { 'if-match': `"${ifMatch}"` },
      });
    expect((await change('disable', 1)).body.version).toBe(2);
    await gateway.sql(`update account set disabled = false, version = 3 where id = $1 and version = 2`, [id]);
    expect(await change('disable', 2)).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect((await change('disable', 3)).body.version).toBe(4);
    expect(await gateway.sql('select version from account where id = $1', [id])).toEqual([{ version: 4 }]);
  });

  it('change their own password, which ends their sessions', async () => {
    await create('changer');
    const { accessToken, refreshToken } = (await signIn('changer')).body;
    const change = (currentPassword: string) =>
      gateway.http('POST', '/api/v1/auth/change-password', {
        ...as(accessToken),
        body: { currentPassword, newPassword: 'another fine one' },
      });
    expect((await change('wrong')).status).toBe(401);
    expect((await change(DEMO_PASSWORD)).status).toBe(204);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await signIn('changer')).status).toBe(401);
    expect((await signIn('changer', 'another fine one')).status).toBe(200);
  });

  it('are listed page by page without their hashes', async () => {
    interface Listed {
      items: { username: string }[];
      next: string | null;
    }
    const names: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const path: string = `/api/v1/user-accounts?limit=2${next && `&after=${next}`}`;
      const { body }: { body: Listed } = await gateway.http<Listed>('GET', path);
      expect(JSON.stringify(body)).not.toContain('scrypt');
      names.push(...body.items.map(({ username }) => username));
      next = body.next;
    }
    expect(names).toEqual(expect.arrayContaining(['root', 'clerk', 'fresh']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('need the permission', async () => {
    const answer = await gateway.http('GET', '/api/v1/user-accounts', { roles: ['analyst'] });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});
