import { randomBytes } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { fakeToken } from '@houtai/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog } from '../src/audit/audit-log.service';
import { GatewayConfig } from '../src/gateway.config';
import { eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { startUpstream, type Upstream } from './upstream';

interface Entries {
  items: {
    id: number;
    actorId: string;
    actorName: string | null;
    route: string;
    target: string;
    status: number;
    correlationId: string;
  }[];
  next: string | null;
}

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({ services: { orders: orders.url } });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

const entriesOf = async (query: string) =>
  (await gateway.http<Entries>('GET', `/api/v1/audit-entries?${query}`)).body.items;

describe('the audit trail', () => {
  it('tells who changed what, where, with which outcome', async () => {
    await gateway.http('POST', '/api/v1/reservations?secret=1', {
      body: {},
      sub: 'emp-7',
      roles: ['branch-staff'],
      headers: { 'x-correlation-id': 'audit-1' },
    });
    const [entry] = await eventually(async () => {
      const found = await entriesOf('correlationId=audit-1');
      expect(found).toHaveLength(1);
      return found;
    });
    expect(entry).toMatchObject({
      actorId: 'emp-7',
      actorName: 'Test User',
      method: 'POST',
      route: '/api/v1/reservations',
      target: '/api/v1/reservations',
      service: 'orders',
      status: 200,
      clientAddress: '127.0.0.1',
      partnerId: null,
      keyId: null,
      scopes: null,
    });
  });

  it('holds refused changes, sign-ins and own changes, but no reading and no unknown path', async () => {
    const headers = { 'x-correlation-id': 'audit-2' };
    await gateway.http('POST', '/api/v1/reservations', { body: {}, roles: ['analyst'], headers });
    await gateway.http('POST', '/api/v1/auth/sign-in', {
      body: { username: 'a', password: 'b' },
      headers,
      roles: null,
    });
    await gateway.http('POST', '/api/v1/user-accounts/x/disable', { headers });
    await gateway.http('GET', '/api/v1/reservations', { headers });
    await gateway.http('POST', '/api/v1/unheard-of', { headers });
    const found = await eventually(async () => {
      const entries = await entriesOf('correlationId=audit-2');
      expect(entries.length).toBeGreaterThanOrEqual(3);
      return entries;
    });
    expect(found.map(({ route, status }) => `${route} ${status}`).reverse()).toEqual([
      '/api/v1/reservations 403',
      '/api/v1/auth/sign-in 401',
      '/api/v1/user-accounts/{id}/disable 400',
    ]);
  });

  it('holds a change whose client left before the answer', async () => {
    const token = await gateway.signIn('root');
    const request = rawRequest(`${gateway.url}/api/v1/reservations?then=stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'x-correlation-id': 'audit-3' },
    });
    request.on('error', () => undefined);
    request.on('response', (response) => response.destroy());
    request.end();
    await eventually(async () =>
      expect(await entriesOf('correlationId=audit-3')).toEqual([expect.objectContaining({ status: 499 })]),
    );
  });

  it('is read page by page, newest first', async () => {
    const first = await gateway.http<Entries>('GET', '/api/v1/audit-entries?limit=2');
    expect(first.body.items).toHaveLength(2);
    const second = await gateway.http<Entries>(
      'GET',
      `/api/v1/audit-entries?limit=2&after=${first.body.next}`,
    );
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(new Set(ids).size).toBe(4);
  });

  it('holds what was asked for with a name Postgres cannot store, and everything beside it', async () => {
    const post = async (name: string, path: string) => {
      const authorization = `Bearer ${await fakeToken({ roles: ['branch-staff'], name })}`;
      const headers = { authorization, 'x-correlation-id': 'audit-4' };
      await gateway.http('POST', path, { body: {}, roles: null, headers });
    };
    await Promise.all([
      post('Wang Wu', '/api/v1/reservations'),
      post('Wang\u0000Wu', '/api/v1/reservations'),
      post('Wang \ud800', '/api/v1/reservations'),
      post('Long', `/api/v1/user-accounts/${randomBytes(145).toString('hex')}/disable`),
      post('Li Si', '/api/v1/reservations'),
    ]);
    const found = await eventually(async () => {
      const entries = await entriesOf('correlationId=audit-4');
      expect(entries).toHaveLength(5);
      return entries;
    });
    const names = ['Li Si', 'Long', 'Wang Wu', 'Wang \ufffd', 'Wang\ufffdWu'];
    expect(found.map(({ actorName }) => actorName).sort()).toEqual(names);
  });

  it('holds the entries beside one the database refuses, which goes to the log', async () => {
    await gateway.sql(`alter table audit_entry add constraint no_teapots check (status <> 418)`);
    const log = gateway.running.app.get(AuditLog, { strict: false });
    const entry = {
      actorId: 'emp-8',
      actorName: null,
      method: 'POST',
      route: '/x',
      target: '/x',
      service: 'orders',
    };
    const ofStaff = { partnerId: null, keyId: null, scopes: null };
    const about = { ...entry, correlationId: 'audit-5', clientAddress: '127.0.0.1', ...ofStaff };
    for (const status of [200, 418, 201]) log.record({ ...about, status });
    const found = await eventually(async () => {
      const entries = await entriesOf('correlationId=audit-5');
      expect(entries).toHaveLength(2);
      return entries;
    });
    expect(found.map(({ status }) => status)).toEqual([201, 200]);
  });

  it.each([[['x']], [[1.5]], [[-1]], [['9'.repeat(30)]], [[1e300]]])(
    'refuses a cursor that is none of its own: %j',
    async (parts) => {
      const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
      const { status, body } = await gateway.http('GET', `/api/v1/audit-entries?after=${after}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ field: 'after' }] });
    },
  );

  it('goes on after a writing that took longer than the pause between two', async () => {
    const record = (correlationId: string) =>
      gateway.http('POST', '/api/v1/reservations', {
        body: {},
        headers: { 'x-correlation-id': correlationId },
      });
    const slow = gateway.sql('do $$ begin lock table audit_entry; perform pg_sleep(1); end $$');
    await record('slow-1');
    await new Promise((resolve) => setTimeout(resolve, 350));
    await record('slow-2');
    await slow;
    await eventually(async () => expect(await entriesOf('correlationId=slow-2')).toHaveLength(1));
    await record('slow-3');
    await eventually(async () => expect(await entriesOf('correlationId=slow-3')).toHaveLength(1));
  });

  it('cannot be altered by the service', async () => {
    const own = gateway.running.app.get(DataSource, { strict: false });
    for (const change of ['update audit_entry set status = 1', 'delete from audit_entry']) {
      await expect(own.query(change)).rejects.toThrow('permission denied');
    }
  });

  it('is complete after a shutdown in the middle of the work', async () => {
    const own = await startGateway({ services: { orders: orders.url } });
    await own.routesOf('orders');
    const url = databaseOf(own);
    const sent = Array.from({ length: 60 }, () => own.http('POST', '/api/v1/reservations', { body: {} }));
    const answers = Promise.allSettled(sent);
    await Promise.any(sent);
    const counter = new Client({ connectionString: url });
    await counter.connect();
    counter.on('error', () => undefined);
    await own.running.close();
    const answered = (await answers).filter(
      (answer) => answer.status === 'fulfilled' && answer.value.status === 200,
    ).length;
    const { rows } = await counter.query<{ n: number }>(
      `select count(*)::int as n from audit_entry where service = 'orders' and status = 200`,
    );
    await counter.end();
    expect(answered).toBeGreaterThan(0);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(answered);
    await own.close();
  });
});

function databaseOf(service: GatewayUnderTest): string {
  return service.running.app.get(GatewayConfig, { strict: false }).databaseUrl;
}
