import { clockAdvancedV1 } from '@houtai/event-catalogue';
import { eventually, startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, bearer } from './partner-house';
import { startUpstream, type Upstream } from './upstream';

interface Report {
  drained: boolean;
  produced: number;
  due: number;
  applied: number;
  pending: number;
  services: { service: string; reachable: boolean }[];
}

const T0 = '2027-03-01T02:00:00.000Z';
const T1 = '2027-03-02T02:00:00.000Z';

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  orders.bus = ordersBus(0);
  gateway = await startGateway({
    services: { orders: orders.url },
    env: { HOUTAI_TEST_CLOCK_MOVES_PER_HOUR: '3' },
  });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

/** A service that has applied so many clock ticks. */
function ordersBus(applied: number): Record<string, unknown> {
  const { type } = clockAdvancedV1;
  const consumer = {
    name: 'orders-clock',
    types: [type],
    applied: { [type]: applied },
    lag: 0,
    parked: 0,
    gaps: 0,
    undecodable: 0,
    discarded: 0,
    healthy: true,
  };
  return { service: 'orders', produced: {}, outboxDepth: 0, outboxDead: 0, consumers: [consumer] };
}

const moveTo = (now: string, roles = ['admin']) =>
  gateway.http('POST', '/api/v1/simulation/clock', { body: { now }, roles });
const readBus = async () => (await gateway.http<Report>('GET', '/api/v1/operations/bus')).body;

describe('the business clock', () => {
  it('moves on for everybody through an event, and never back', async () => {
    expect(await moveTo(T0)).toMatchObject({ status: 200, body: { now: T0, version: 1 } });
    expect(await moveTo('2027-03-02T10:00:00+08:00')).toMatchObject({ body: { now: T1, version: 2 } });
    expect(await moveTo(T0)).toMatchObject({ status: 409, body: { code: 'time-goes-back' } });
    expect(await moveTo('tomorrow')).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(await moveTo(T1, ['analyst'])).toMatchObject({ status: 403 });
    const events = await gateway.eventsPublished(clockAdvancedV1.type);
    expect(events.map(({ data, aggregateVersion }) => ({ ...data, aggregateVersion }))).toEqual([
      { now: T0, aggregateVersion: 1 },
      { now: T1, aggregateVersion: 2 },
    ]);
  });

  it('is done once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'tick' };
    const send = () => gateway.http('POST', '/api/v1/simulation/clock', { body: { now: T1 }, headers });
    expect((await send()).body).toMatchObject({ version: 3 });
    expect((await send()).body).toMatchObject({ version: 3 });
  });

  it('cannot be set in live mode', async () => {
    const live = await startGateway({ mode: 'live' });
    const answer = await live.http('POST', '/api/v1/simulation/clock', { body: { now: T1 } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-simulated' } });
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? { now: T1 } : undefined;
      const helper = await live.http(method, '/api/v1/test-helpers/clock', { body });
      const unknown = await live.http(method, '/api/v1/no-such-thing/clock', { body });
      expect([helper.status, helper.body.code]).toEqual([404, unknown.body.code]);
    }
    const { body: document } = await live.http('GET', '/docs-json');
    expect(JSON.stringify(document)).not.toMatch(/api.v1.test-helpers|moveTestClock|clock-moved-too-far/);
    await live.close();
  });
});

describe('the bus report', () => {
  it('is drained once every service has applied what it owes', async () => {
    const before = await readBus();
    expect(before).toMatchObject({ drained: false, produced: 3 });
    orders.bus = ordersBus(3);
    const after = await eventually(async () => {
      const report = await readBus();
      expect(report.drained).toBe(true);
      return report;
    });
    // The clocks of both, and the live updates of the gateway.
    expect(after).toMatchObject({ produced: 3, due: 9, applied: 9, pending: 0 });
    expect(after.services.map(({ service }) => service)).toEqual(['gateway', 'orders']);
  });

  it('is cheap enough to be asked again and again', async () => {
    const started = performance.now();
    for (let n = 0; n < 20; n += 1) await readBus();
    expect((performance.now() - started) / 20).toBeLessThan(500);
  });

  it('is not drained while a service does not answer', async () => {
    const { port } = orders;
    await orders.close();
    const report = await readBus();
    expect(report).toMatchObject({ drained: false });
    expect(report.services).toContainEqual(expect.objectContaining({ service: 'orders', reachable: false }));
    orders = await startUpstream(port);
  });
});

describe('the gateway itself', () => {
  it.each(['live', 'ready'])('answers the probe %s as the document of operations says', async (probe) => {
    const { body } = await gateway.http<{ paths: object }>('GET', '/docs/operations.json');
    expect(Object.keys(body.paths)).toContain(`/health/${probe}`);
    // the recorder of the exchanges holds it against the schema
    expect(await gateway.http('GET', `/health/${probe}`, { roles: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it.each(['parked-messages', 'undecodable-messages', 'dead-events', 'due-items'])(
    'shows its own %s',
    async (list) => {
      const path = `/api/v1/operations/gateway/${list}`;
      expect(await gateway.http('GET', path)).toMatchObject({ status: 200, body: { items: [] } });
      expect((await gateway.http('GET', path, { roles: ['dispatcher'] })).status).toBe(403);
    },
  );

  it('does not start with a signing key that the services would not accept', async () => {
    const env = { HOUTAI_JWKS: JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }] }) };
    await expect(startGateway({ env })).rejects.toThrow('HOUTAI_JWKS lacks');
  });

  it('names every fault of its configuration', async () => {
    const env = { HOUTAI_SERVICES: '{"orders":"ftp://x"}', HOUTAI_DEMO_ACCOUNTS: '[{"username":"a"}]' };
    await expect(startGateway({ env })).rejects.toThrow(/HOUTAI_SERVICES[\s\S]*HOUTAI_DEMO_ACCOUNTS/);
  });
});

describe('the clock of the test realm', () => {
  const CLOCK = '/api/v1/test-helpers/clock';
  const DAY = 24 * 3_600_000;
  const later = (days: number) => new Date(Date.parse(T1) + days * DAY).toISOString();
  let token: string;
  const move = (now: string, headers: Record<string, string> = {}) => {
    const { headers: own } = bearer(token);
    return gateway.http('POST', CLOCK, { body: { now }, roles: null, headers: { ...own, ...headers } });
  };
  beforeAll(async () => {
    token = await (await PartnerHouse.open(gateway)).token('partner-key');
  });

  it('is read and moved by a partner, forward and not too far, and shows nothing else', async () => {
    const read = await gateway.http('GET', CLOCK, bearer(token));
    expect(read).toMatchObject({ status: 200, body: { now: T1, mostDays: 31 } });
    expect(Object.keys(read.body)).toEqual(['now', 'mostDays']);
    const once = { 'idempotency-key': 'a-move' };
    expect(await move(later(31), once)).toMatchObject({
      status: 200,
      body: { now: later(31), mostDays: 31 },
    });
    expect(await move(later(31), once)).toMatchObject({ status: 200, body: { now: later(31) } });
    expect(await move(later(30))).toMatchObject({ status: 409, body: { code: 'time-goes-back' } });
    expect(await move(later(63))).toMatchObject({
      status: 422,
      body: { code: 'clock-moved-too-far', details: { now: later(31), latest: later(62) } },
    });
    const ticks = await gateway.eventsPublished(clockAdvancedV1.type);
    expect(ticks.at(-1)?.data).toEqual({ now: later(31) });
  });

  it('is moved by each partner so often an hour, and what was refused does not count', async () => {
    expect((await move(later(32))).status).toBe(200);
    expect((await move(later(33))).status).toBe(200);
    expect(await move(later(34))).toMatchObject({
      status: 409,
      body: { code: 'clock-moves-used-up', details: { most: 3 } },
    });
    const other = await (await PartnerHouse.open(gateway)).token();
    const body = { now: later(34) };
    expect((await gateway.http('POST', CLOCK, { body, ...bearer(other) })).status).toBe(200);
    expect((await gateway.http('POST', CLOCK, { body, roles: ['operations-manager'] })).status).toBe(200);
    expect((await gateway.http('POST', CLOCK, { body, roles: ['branch-staff'] })).status).toBe(403);
    expect((await gateway.http('POST', '/api/v1/simulation/clock', { body, ...bearer(other) })).status).toBe(
      403,
    );
  });

  it('is none where time is the system’s', async () => {
    const env = { HOUTAI_MODE: 'live', HOUTAI_REALM: 'test' };
    const beside = await startBeside(gateway, env);
    expect(await beside.http('GET', CLOCK)).toMatchObject({ status: 409, body: { code: 'not-simulated' } });
    await beside.close();
  });
});
