import type { HostLogger } from '@houtai/service-host';
import { SetupAnnouncement } from '../src/setup/setup-announcement.service';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';

const PASSWORD = 'first of all passwords';

interface Answer {
  code?: string;
  username?: string;
}

/** Starts a gateway without accounts. @returns it and the set-up token it has put out */
async function startBare(
  env: Record<string, string> = {},
): Promise<{ gateway: GatewayUnderTest; token: string }> {
  const lines: string[] = [];
  const announce = SetupAnnouncement.prototype.onApplicationBootstrap;
  const write = jest
    .spyOn(SetupAnnouncement.prototype, 'onApplicationBootstrap')
    .mockImplementation(function (this: SetupAnnouncement) {
      const logger = Reflect.get(this, 'logger') as HostLogger;
      jest.spyOn(logger, 'warn').mockImplementation((fields: unknown) => {
        lines.push(JSON.stringify(fields));
      });
      return announce.call(this);
    });
  try {
    const settings = { HOUTAI_DEMO_ACCOUNTS: '[]', LOG_LEVEL: 'warn', ...env };
    const gateway = await startGateway({ mode: 'live', env: settings });
    return { gateway, token: /"setupToken":"([\w-]{43})"/.exec(lines.join(''))?.[1] ?? '' };
  } finally {
    write.mockRestore();
  }
}

const setUp = (gateway: GatewayUnderTest, token: string, username = 'chief', password = PASSWORD) =>
  gateway.http<Answer>('POST', '/api/v1/setup', { roles: null, body: { token, username, password } });

describe('the first administrator', () => {
  it('is made with the token from the log, once, even by requests at the same time', async () => {
    const { gateway, token } = await startBare();
    try {
      expect(token).not.toBe('');
      const stored = await gateway.sql<{ row: string }>('select setup_token::text as row from setup_token');
      expect(stored).toHaveLength(1);
      expect(stored[0]?.row).not.toContain(token);
      expect(await setUp(gateway, 'x'.repeat(43))).toMatchObject({
        status: 401,
        body: { code: 'setup-refused' },
      });
      expect((await setUp(gateway, token, 'chief', 'short')).status).toBe(400);
      const racing = await Promise.all(['a', 'b', 'c'].map((name) => setUp(gateway, token, `chief-${name}`)));
      expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const { username = '' } = racing.find(({ status }) => status === 201)?.body ?? {};
      const signIn = await gateway.http('POST', '/api/v1/auth/sign-in', {
        roles: null,
        body: { username, password: PASSWORD },
      });
      expect(signIn).toMatchObject({ status: 200, body: { account: { roles: ['admin'] } } });
      expect(await gateway.sql('select 1 from setup_token')).toEqual([]);
      const again = await setUp(gateway, token, 'another');
      expect(again).toMatchObject({ status: 409, body: { code: 'already-set-up' } });
      expect(JSON.stringify(again.body)).not.toContain(username);
    } finally {
      await gateway.close();
    }
  });

  it('is not made with a token that has expired', async () => {
    const { gateway, token } = await startBare();
    try {
      await gateway.sql('update setup_token set expires_at = now()');
      expect((await setUp(gateway, token)).status).toBe(401);
    } finally {
      await gateway.close();
    }
  });

  it('is guessed at no faster than a password', async () => {
    const { gateway, token } = await startBare({ HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '3' });
    try {
      for (let n = 0; n < 3; n += 1) expect((await setUp(gateway, `wrong-${n}`)).status).toBe(401);
      expect((await setUp(gateway, token)).status).toBe(429);
    } finally {
      await gateway.close();
    }
  });

  it('needs no token where accounts are given by configuration', async () => {
    const given = JSON.stringify([{ username: 'root', password: PASSWORD, roles: ['admin'] }]);
    const { gateway, token } = await startBare({ HOUTAI_DEMO_ACCOUNTS: given });
    try {
      expect(token).toBe('');
      expect((await setUp(gateway, 'x')).status).toBe(409);
    } finally {
      await gateway.close();
    }
  });
});
