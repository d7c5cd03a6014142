import { addDays, addHours } from '@houtai/domain-kit';
import { DueWorkRegistry } from '@houtai/service-host';
import { LastUses } from '../src/credentials/last-uses.service';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, asked, bearer, type KeyBody } from './partner-house';

let gateway: GatewayUnderTest;
let house: PartnerHouse;

beforeAll(async () => {
  gateway = await startGateway({ mode: 'live', env: { HOUTAI_REALM: 'test' } });
  house = await PartnerHouse.open(gateway);
});
afterAll(() => gateway?.close());

const now = () => new Date().toISOString();
const on = (id: string, step: string, body?: unknown, as?: string) =>
  gateway.http<KeyBody>('POST', `/api/v1/api-keys/${id}/${step}`, { body, ...bearer(as) });

describe('api keys', () => {
  it('are shown once, and kept in no form that could be used', async () => {
    const { id, key, expiresAt } = await house.key();
    expect(key).toMatch(/^htk_test_/);
    expect(expiresAt.slice(0, 10)).toBe(addDays(now(), 365).slice(0, 10));
    const shown = await gateway.http('GET', `/api/v1/api-keys/${id}`);
    expect(shown.body).toMatchObject({ id, status: 'active', lastUsedAt: null });
    const secret = key.slice(-49, -6);
    expect(JSON.stringify(shown.body)).not.toContain(secret);
    for (const table of ['api_key', 'event_log', 'audit_entry', 'idempotency_key']) {
      const rows = await gateway.sql<{ row: string }>(`select t::text as row from ${table} t`);
      expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
    }
    const events = await gateway.eventsPublished('houtai.gateway.api-key-created.v1');
    expect(events.at(-1)).toMatchObject({ key: id, data: { partnerId: house.partner.id, expiresAt } });
  });

  it('are had again with the same Idempotency-Key; the answer with the secret is kept sealed', async () => {
    const body = { partnerId: house.partner.id, name: 'engine', scopes: ['branches:read'] };
    const once = (path: string, key: string, wish: object) =>
      gateway.http<KeyBody>('POST', `/api/v1/api-keys${path}`, {
        body: wish,
        headers: { 'idempotency-key': key },
      });
    const made = await once('', 'make-a-key', body);
    expect((await once('', 'make-a-key', body)).body).toEqual(made.body);
    const next = await once(`/${made.body.id}/rotate`, 'rotate-it', { overlapHours: 1 });
    expect(next.status).toBe(201);
    expect((await once(`/${made.body.id}/rotate`, 'rotate-it', { overlapHours: 1 })).body).toEqual(next.body);
    const other = await once('', 'make-a-key', { ...body, name: 'another' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });

    const kept = await gateway.sql<{ row: string; body: string }>(
      'select k::text as row, body from idempotency_key k',
    );
    expect(kept).toHaveLength(2);
    for (const { key } of [made.body, next.body]) {
      expect(kept.filter(({ row }) => row.includes(key.slice(-49, -6)))).toEqual([]);
    }
    // Bound to its row: what is moved to another key is not shown there.
    await gateway.sql(
      `update idempotency_key set body = (select body from idempotency_key where key = 'rotate-it') where key = 'make-a-key'`,
    );
    expect((await once('', 'make-a-key', body)).body.code).toBe('sealed-value-broken');
  });

  it('are what their partner is in the system: role, partner, scopes', async () => {
    const { id, key } = await house.key({ scopes: ['vehicle-classes:read'] });
    const me = await gateway.http('GET', '/api/v1/auth/me', bearer(key));
    expect(me.body).toMatchObject({
      id,
      name: 'engine',
      roles: ['partner-key'],
      partnerId: house.partner.id,
      permissions: ['vehicle-classes:read'],
    });
  });

  it('have every fault of a wish named at once', async () => {
    const wrong = (body: object) => gateway.http<KeyBody>('POST', '/api/v1/api-keys', { body });
    const faults = async (body: object) => (await wrong(body)).body.errors?.map(({ field }) => field).sort();
    expect(
      await faults({
        name: '',
        scopes: ['reservations:*', 'audit:read'],
        networks: ['10.0.0.0'],
        partnerId: 'x',
      }),
    ).toEqual(expect.arrayContaining(['name', 'networks', 'partnerId', 'scopes']));
    const fine = { name: 'engine', scopes: ['branches:read'] };
    expect(await faults({ ...fine, expiresAt: addDays(now(), -1) })).toEqual(['expiresAt', 'partnerId']);
    const partnerId = house.partner.id;
    expect(await faults({ ...fine, partnerId, expiresAt: addDays(now(), 732) })).toEqual(['expiresAt']);
    expect((await wrong({ ...fine, partnerId, expiresAt: addDays(now(), 729) })).status).toBe(201);
    const nobody = await wrong({ ...fine, partnerId: '01900000-0000-7000-8000-00000000dead' });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('are managed by the own administrator; those of another partner are as if they were not there', async () => {
    const other = await PartnerHouse.open(gateway);
    const [own, theirs] = [await house.key(), await other.key()];
    const admin = await house.token();
    const made = await house.key({ partnerId: undefined, scopes: ['branches:read'] }, admin);
    expect((await gateway.http('GET', `/api/v1/api-keys/${made.id}`)).body).toMatchObject({
      partnerId: house.partner.id,
    });
    const body = { partnerId: other.partner.id, name: 'x', scopes: ['branches:read'] };
    expect((await gateway.http('POST', '/api/v1/api-keys', { body, ...bearer(admin) })).status).toBe(404);
    for (const [id, status] of [
      [own.id, 200],
      [theirs.id, 404],
      ['01900000-0000-7000-8000-00000000dead', 404],
    ] as const) {
      expect((await gateway.http('GET', `/api/v1/api-keys/${id}`, bearer(admin))).status).toBe(status);
      expect((await on(id, 'narrow', { scopes: ['branches:read'] }, admin)).status).toBe(status);
      expect((await on(id, 'revoke', undefined, admin)).status).toBe(status);
      if (status === 404) expect((await on(id, 'rotate', { overlapHours: 1 }, admin)).status).toBe(404);
    }
    const list = async (query: string) => {
      const answer = await gateway.http<{ items: KeyBody[] }>(
        'GET',
        `/api/v1/api-keys?${query}`,
        bearer(admin),
      );
      return answer.body.items.map(({ id }) => id);
    };
    expect(await list('limit=200')).toEqual(expect.arrayContaining([own.id, made.id]));
    expect(await list('limit=200')).not.toContain(theirs.id);
    expect(await list(`partnerId=${other.partner.id}`)).toEqual([]);
    expect(await asked(gateway, await house.token('partner-agent'), '/api/v1/api-keys')).toBe(
      '403 forbidden',
    );
    expect(await asked(gateway, (await house.key()).key, '/api/v1/api-keys')).toBe('403 forbidden');
  });

  it('get one successor from 50 rotations at once, and both are good until the overlap is over', async () => {
    const { id, key } = await house.key();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => on(id, 'rotate', { overlapHours: 24 })),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    const successor = made[0]?.body;
    expect(
      new Set(refused.map(({ body }) => `${body.code} ${String(body.details?.['successorId'])}`)),
    ).toEqual(new Set([`key-already-rotated ${successor?.id}`]));
    expect(await gateway.sql('select 1 from api_key where key_id = $1', [successor?.id])).toHaveLength(1);
    expect([await asked(gateway, key), await asked(gateway, successor?.key ?? '')]).toEqual(['200', '200']);
    const old = await gateway.http<KeyBody>('GET', `/api/v1/api-keys/${id}`);
    expect(old.body).toMatchObject({ status: 'rotated', successorId: successor?.id });
    expect(old.body.expiresAt <= addHours(now(), 24)).toBe(true);
    expect((await on(id, 'rotate', { overlapHours: 169 })).status).toBe(400);
    // Nobody can wait for a day: the overlap is over, here and there.
    await gateway.sql('update api_key set expires_at = now() where key_id = $1', [id]);
    await house.step('suspend');
    await house.step('resume');
    expect([await asked(gateway, key), await asked(gateway, successor?.key ?? '')]).toEqual([
      '401 key-expired',
      '200',
    ]);
  });

  it('are good no more at once with an overlap of none', async () => {
    const { id, key } = await house.key();
    const { body } = await on(id, 'rotate', { overlapHours: 0 });
    expect([await asked(gateway, key), await asked(gateway, body.key)]).toEqual(['401 key-expired', '200']);
  });

  it('are narrowed and never widened', async () => {
    const { id, key } = await house.key({ scopes: ['branches:read', 'vehicle-classes:read'] });
    const may = async () =>
      (await gateway.http<{ permissions: string[] }>('GET', '/api/v1/auth/me', bearer(key))).body.permissions;
    expect(await may()).toHaveLength(2);
    expect((await on(id, 'narrow', { scopes: ['branches:read'] })).body.scopes).toEqual(['branches:read']);
    expect(await may()).toEqual(['branches:read']);
    expect((await on(id, 'narrow', { scopes: ['vehicle-classes:read'] })).body).toMatchObject({
      code: 'key-only-narrows',
      details: { scopes: ['vehicle-classes:read'] },
    });
  });

  it('are told of 30, 7 and 1 days before they end, once each', async () => {
    const { id } = await house.key();
    const due = gateway.running.app.get(DueWorkRegistry, { strict: false });
    const told = async () => {
      await due.runAll(now());
      const events = await gateway.eventsPublished('houtai.gateway.api-key-expiring.v1');
      return events.filter(({ key }) => key === id).map(({ data }) => data['daysLeft']);
    };
    expect(await told()).toEqual([]);
    const comesTo = (days: number) =>
      gateway.sql(
        `update api_key set expires_at = now() + $2 * interval '1 day' - interval '1 minute',
                next_notice_at = now() - interval '1 minute' where key_id = $1`,
        [id, days],
      );
    for (const [days, so] of [
      [30, [30]],
      [7, [30, 7]],
      [1, [30, 7, 1]],
    ] as const) {
      await comesTo(days);
      expect(await told()).toEqual(so);
      expect(await told()).toEqual(so);
    }
    const [row] = await gateway.sql('select next_notice_at from api_key where key_id = $1', [id]);
    expect(row).toEqual({ next_notice_at: null });
  });

  it('tell when they were last used, to the minute, without a writing for each request', async () => {
    const { id, key } = await house.key();
    for (let n = 0; n < 5; n += 1) await asked(gateway, key);
    await gateway.running.app.get(LastUses, { strict: false }).write();
    const { body } = await gateway.http<KeyBody>('GET', `/api/v1/api-keys/${id}`);
    expect(body.lastUsedAt).toMatch(/:00\.000Z$/);
    expect(Math.abs(Date.parse(body.lastUsedAt ?? '') - Date.now())).toBeLessThan(121_000);
    expect(await on(id, 'revoke')).toMatchObject({ status: 200, body: { status: 'revoked', version: 2 } });
  });
});
