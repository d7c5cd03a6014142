import { randomUUID } from 'node:crypto';
import { send } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';

describe('operations', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ env: { HOUTAI_MODE: 'simulated' } });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const call = (method: string, path: string, roles: string[] = ['operations-manager']) =>
    send(sample.url, method, path, { roles });

  it('tells what was produced and applied', async () => {
    const { body } = await call('GET', '/internal/bus');
    expect(body).toMatchObject({
      service: 'sample',
      produced: {},
      outboxDepth: 0,
      outboxDead: 0,
      consumers: [
        { name: 'sample-clock', types: ['houtai.gateway.clock-advanced.v1'], applied: {}, parked: 0 },
      ],
    });
  });

  it('tells whether anything is on its way', async () => {
    expect((await call('GET', '/internal/bus/drained')).body).toMatchObject({ outboxDepth: 0, inFlight: 0 });
  });

  it('lists parked messages and dead events', async () => {
    expect((await call('GET', '/internal/parked-messages?status=failed')).body).toEqual({
      items: [],
      next: null,
    });
    expect((await call('GET', '/internal/dead-events')).body).toEqual({ items: [] });
    expect((await call('GET', '/internal/parked-messages?status=lost')).status).toBe(400);
  });

  it.each([
    ['GET', `/internal/parked-messages/${randomUUID()}`],
    ['POST', `/internal/parked-messages/${randomUUID()}/replay`],
    ['POST', `/internal/parked-messages/${randomUUID()}/discard`],
    ['POST', `/internal/dead-events/${randomUUID()}/retry`],
    ['POST', `/internal/dead-events/${randomUUID()}/discard`],
  ])('%s %s knows no such message', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('is for those who run the system', async () => {
    expect((await call('GET', '/internal/bus', ['dispatcher'])).status).toBe(403);
    expect((await call('POST', `/internal/parked-messages/${randomUUID()}/replay`, ['analyst'])).status).toBe(
      403,
    );
  });
});
