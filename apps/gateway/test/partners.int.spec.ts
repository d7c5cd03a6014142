import { decodeJwt } from 'jose';
import { DEMO_PASSWORD, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { CONTRACT, PartnerHouse, asked, bearer, type PartnerBody } from './partner-house';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  account: { id: string; partnerId?: string };
  code?: string;
}

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.close());

const signIn = (username: string) =>
  gateway.http<Tokens>('POST', '/api/v1/auth/sign-in', {
    body: { username, password: DEMO_PASSWORD },
    roles: null,
  });
const refresh = (refreshToken: string) =>
  gateway.http<Tokens>('POST', '/api/v1/auth/refresh', { body: { refreshToken }, roles: null });

describe('partners', () => {
  const contacts = [{ name: '王芳', email: 'wang.fang@acme.example', phone: '13900001111' }];
  const body = { code: 'acme', name: 'Acme Travel', contract: CONTRACT, contacts };

  it('are registered once per code, with contacts that are sealed and in no event', async () => {
    const made = await gateway.http<PartnerBody>('POST', '/api/v1/partners', { body });
    expect(made).toMatchObject({ status: 201, body: { ...body, status: 'active', version: 1 } });
    expect(await gateway.http('POST', '/api/v1/partners', { body })).toMatchObject({
      status: 409,
      body: { code: 'partner-code-taken' },
    });
    const [row] = await gateway.sql<{ row: string }>('select partner::text as row from partner');
    expect(row?.row).not.toMatch(/王芳|wang|1390000/);
    const events = await gateway.eventsPublished('houtai.gateway.partner-registered.v1');
    expect(events.map(({ data }) => data)).toEqual([
      { partnerId: made.body.id, code: 'acme', contract: CONTRACT, registeredAt: expect.any(String) },
    ]);
  });

  it('have every fault of a contract named at once', async () => {
    const wrong = {
      code: 'Not A Code',
      name: '',
      contract: {
        priceGroup: '',
        branchIds: ['x'],
        classCodes: [],
        mostOpenReservations: -1,
        identityCheck: 'never',
      },
      contacts: [{ name: 'A', email: 'nobody' }],
      status: 'active',
    };
    const { status, body: problem } = await gateway.http<{ errors: { field: string }[] }>(
      'POST',
      '/api/v1/partners',
      { body: wrong },
    );
    expect(status).toBe(400);
    expect([...new Set(problem.errors.map(({ field }) => field))].sort()).toEqual([
      'code',
      'contacts[0].email',
      'contract.branchIds',
      'contract.classCodes',
      'contract.identityCheck',
      'contract.mostOpenReservations',
      'contract.priceGroup',
      'name',
      'status',
    ]);
  });

  it('get another contract from who has read the present one', async () => {
    const house = await PartnerHouse.open(gateway);
    const path = `/api/v1/partners/${house.partner.id}/contract`;
    const terms = { name: 'Renamed', contract: { ...CONTRACT, classCodes: ['compact'] }, contacts: [] };
    const change = (ifMatch?: string) =>
      gateway.http('PUT', path, { body: terms, headers: ifMatch ? { 'if-match': ifMatch } : {} });
    expect((await change()).status).toBe(428);
    expect((await change('"7"')).status).toBe(412);
    expect(await change('"1"')).toMatchObject({ status: 200, body: { ...terms, version: 2 } });
    const events = await gateway.eventsPublished('houtai.gateway.partner-contract-changed.v1');
    expect(events).toEqual([expect.objectContaining({ key: house.partner.id, aggregateVersion: 2 })]);
  });

  it('are suspended, resumed and ended, each told once', async () => {
    const house = await PartnerHouse.open(gateway);
    for (const step of ['suspend', 'suspend', 'resume', 'resume', 'end', 'end'] as const)
      expect((await house.step(step)).status).toBe(200);
    expect(await house.step('resume')).toMatchObject({ status: 409, body: { code: 'partner-ended' } });
    const events = (await gateway.eventsPublished()).filter(({ key }) => key === house.partner.id);
    expect(events.map(({ type }) => type.split('.')[2])).toEqual([
      'partner-registered',
      'partner-suspended',
      'partner-resumed',
      'partner-ended',
    ]);
  });

  it('are listed page by page, by code and by state', async () => {
    interface Listed {
      items: PartnerBody[];
      next: string | null;
    }
    const codes: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const path: string = `/api/v1/partners?limit=2${next && `&after=${next}`}`;
      const { body: listed }: { body: Listed } = await gateway.http<Listed>('GET', path);
      codes.push(...listed.items.map(({ code }) => code));
      next = listed.next;
    }
    expect(codes).toEqual([...codes].sort());
    expect(codes).toContain('acme');
    const ended = await gateway.http<Listed>('GET', '/api/v1/partners?status=ended');
    expect(new Set(ended.body.items.map(({ status }) => status))).toEqual(new Set(['ended']));
  });

  it('are for staff; somebody of a partner sees the own one and finds no other', async () => {
    const [own, other] = [await PartnerHouse.open(gateway), await PartnerHouse.open(gateway)];
    const admin = await own.token();
    expect(await asked(gateway, admin, '/api/v1/partners')).toBe('403 forbidden');
    expect(await asked(gateway, admin, `/api/v1/partners/${own.partner.id}`)).toBe('200');
    expect(await asked(gateway, admin, `/api/v1/partners/${other.partner.id}`)).toBe('404 not-found');
    const suspend = await gateway.http('POST', `/api/v1/partners/${own.partner.id}/suspend`, bearer(admin));
    expect(suspend.status).toBe(403);
    expect((await gateway.http('GET', '/api/v1/partners', { roles: ['analyst'] })).status).toBe(403);
  });
});

describe('people of a partner', () => {
  it('sign in under the code of the partner, with the claim of it', async () => {
    const house = await PartnerHouse.open(gateway);
    const { username } = await house.user('li.na');
    expect(username).toBe(`li.na@${house.partner.code}`);
    const { status, body } = await signIn(username);
    expect(status).toBe(200);
    expect(body.account.partnerId).toBe(house.partner.id);
    expect(decodeJwt(body.accessToken)).toMatchObject({
      partner: house.partner.id,
      roles: ['partner-admin'],
      realm: 'test',
    });
    const me = await gateway.http('GET', '/api/v1/auth/me', bearer(body.accessToken));
    expect(me.body).toMatchObject({
      partnerId: house.partner.id,
      permissions: expect.arrayContaining(['api-keys:write']),
    });
  });

  it('and staff are not found among each other', async () => {
    const house = await PartnerHouse.open(gateway);
    const { id } = await house.user('wang');
    const [clerk] = await gateway.sql<{ id: string }>(`select id from account where username = 'clerk'`);
    const staff = await gateway.http<{ items: { id: string }[] }>('GET', '/api/v1/user-accounts?limit=200');
    expect(staff.body.items.map((one) => one.id)).not.toContain(id);
    const listed = await gateway.http<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/partners/${house.partner.id}/users`,
    );
    expect(listed.body.items.map((one) => one.id)).toEqual([id]);
    const password = { password: 'another fine one' };
    for (const [method, path, body] of [
      ['GET', `/api/v1/user-accounts/${id}`, undefined],
      ['POST', `/api/v1/user-accounts/${id}/disable`, undefined],
      ['POST', `/api/v1/user-accounts/${id}/assign-roles`, { roles: ['admin'] }],
      ['POST', `/api/v1/user-accounts/${id}/reset-password`, password],
      ['GET', `/api/v1/partners/${house.partner.id}/users/${clerk?.id}`, undefined],
      ['POST', `/api/v1/partners/${house.partner.id}/users/${clerk?.id}/disable`, undefined],
      ['POST', `/api/v1/partners/${house.partner.id}/users/${clerk?.id}/reset-password`, password],
    ] as const) {
      expect(await gateway.http(method, path, { body })).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    }
  });

  it('have roles of partners, never of staff', async () => {
    const house = await PartnerHouse.open(gateway);
    for (const role of ['admin', 'branch-staff', 'partner-key'])
      await expect(house.user('x.y', role)).rejects.toThrow('roles');
    const staff = { username: 'sneaky', name: 'S', password: DEMO_PASSWORD, roles: ['partner-admin'] };
    expect((await gateway.http('POST', '/api/v1/user-accounts', { body: staff })).status).toBe(400);
  });

  it('are managed by the own administrator, not by an agent nor by that of another partner', async () => {
    const [own, other] = [await PartnerHouse.open(gateway), await PartnerHouse.open(gateway)];
    const path = `/api/v1/partners/${own.partner.id}/users`;
    const body = { username: 'new.one', name: 'N', roles: ['partner-agent'], password: DEMO_PASSWORD };
    const create = async (token: string) => gateway.http('POST', path, { body, ...bearer(token) });
    expect((await create(await own.token('partner-agent'))).status).toBe(403);
    expect((await create(await other.token())).status).toBe(404);
    expect((await create(await own.token())).status).toBe(201);
    const { id } = await other.user('stranger');
    const disable = await gateway.http('POST', `${path}/${id}/disable`, bearer(await own.token()));
    expect(disable.status).toBe(404);
  });

  it('are out within a second when they are disabled: sign-in, refresh and token alike', async () => {
    const house = await PartnerHouse.open(gateway);
    const { id, username } = await house.user('leaver', 'partner-agent');
    const { accessToken, refreshToken } = (await signIn(username)).body;
    expect(await asked(gateway, accessToken)).toBe('200');
    const path = `/api/v1/partners/${house.partner.id}/users/${id}`;
    expect((await gateway.http('POST', `${path}/disable`)).status).toBe(200);
    expect(await asked(gateway, accessToken)).toBe('401 unauthenticated');
    expect((await refresh(refreshToken)).body.code).toBe('refresh-refused');
    expect((await signIn(username)).body.code).toBe('sign-in-refused');
    expect((await gateway.http('POST', `${path}/enable`)).status).toBe(200);
    expect((await signIn(username)).status).toBe(200);
  });

  it('and keys are out while the partner is suspended, and for good when it has ended', async () => {
    const house = await PartnerHouse.open(gateway);
    const { username } = await house.user('keeper');
    const { accessToken, refreshToken } = (await signIn(username)).body;
    const { key } = await house.key();
    const answers = async () => [
      await asked(gateway, accessToken),
      await asked(gateway, key),
      await asked(gateway, accessToken, '/api/v1/api-keys'),
      await asked(gateway, key, '/api/v1/api-keys'),
    ];
    expect(await answers()).toEqual(['200', '200', '200', '403 forbidden']);
    await house.step('suspend');
    const refused = '403 partner-not-active';
    expect(await answers()).toEqual([refused, refused, refused, refused]);
    expect((await refresh(refreshToken)).body.code).toBe('partner-not-active');
    expect((await signIn(username)).body.code).toBe('partner-not-active');
    await house.step('resume');
    expect(await answers()).toEqual(['200', '200', '200', '403 forbidden']);
    expect((await refresh(refreshToken)).status).toBe(200);
    await house.step('end');
    expect(await answers()).toEqual([refused, refused, refused, refused]);
    expect((await signIn(username)).body.code).toBe('partner-not-active');
    await expect(house.user('late')).rejects.toThrow('partner-ended');
    await expect(house.key()).rejects.toThrow('partner-ended');
  });
});
