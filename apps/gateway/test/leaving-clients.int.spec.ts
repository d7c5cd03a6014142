import type { Server } from 'node:http';
import { fakeToken, leaveRequests, type LeavingRequests, type LeavingStage } from '@houtai/testing';
import { Upstreams } from '../src/routes/upstreams.service';
import { eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { releaseHeldAnswers, startUpstream, type Upstream } from './upstream';

const CLIENTS = 200;
/** What the gateway asks by itself meanwhile: documents and readiness, of the service and of itself. */
const OWN = 4;
const STAGES: readonly LeavingStage[] = [
  'in the head',
  'after the head',
  'amid an upload',
  'while it is worked on',
  'amid an answer',
  'amid a stream',
];
const LARGE = 'x'.repeat(150_000);

let orders: Upstream;
let gateway: GatewayUnderTest;
let requests: LeavingRequests;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({
    services: { orders: orders.url },
    env: {
      HOUTAI_UPSTREAM_TIMEOUT_MS: '60000',
      HOUTAI_BODY_LIMIT: '200000',
      HOUTAI_LIVE_STREAMS_PER_ACCOUNT: '50',
      HOUTAI_RATE_LIMIT_PER_MINUTE: '100000',
    },
  });
  await gateway.routesOf('orders');
  const headers = {
    Authorization: `Bearer ${await fakeToken({ roles: ['admin'] })}`,
    'Content-Type': 'application/json',
  };
  const post = 'POST /api/v1/reservations';
  requests = {
    'in the head': { line: post, headers, body: LARGE },
    'after the head': { line: post, headers, body: '{"a":1}' },
    'amid an upload': { line: post, headers, body: LARGE },
    'while it is worked on': { line: `${post}?then=hang`, headers, body: '{"a":1}' },
    'amid an answer': { line: 'GET /api/v1/reservations?then=stream', headers },
    'amid a stream': { line: 'GET /api/v1/live?topics=reservations', headers },
  };
});
afterAll(async () => {
  releaseHeldAnswers();
  await gateway?.close();
  await orders?.close();
});

const server = () => gateway.running.app.getHttpServer() as Server;
const connections = () =>
  new Promise<number>((resolve, reject) =>
    server().getConnections((error, n) => (error ? reject(error) : resolve(n))),
  );

/** What the process holds for requests, here and towards the service. */
async function held(): Promise<Record<string, number>> {
  const pool = gateway.running.app.get(Upstreams, { strict: false }).pool('orders');
  const resources = process.getActiveResourcesInfo();
  return {
    connections: await connections(),
    running: pool?.stats.running ?? 0,
    waiting: (pool?.stats.pending ?? 0) + (pool?.stats.queued ?? 0),
    worked: orders.inHand(),
    requests: resources.filter((name) =>
      /HTTPINCOMINGMESSAGE|HTTPCLIENTREQUEST|WriteWrap|ShutdownWrap/.test(name),
    ).length,
  };
}

describe.each(STAGES)('clients that leave %s', (stage) => {
  it(`leave nothing behind, ${CLIENTS} of them`, async () => {
    server().closeIdleConnections();
    await leaveRequests(stage, requests[stage], { url: gateway.url, count: CLIENTS, atATime: 20 });
    await eventually(async () => {
      server().closeIdleConnections();
      expect(Math.max(...Object.values(await held()))).toBeLessThanOrEqual(OWN);
    });
  });

  it('keep nobody else from being served', async () => {
    expect((await gateway.http('POST', '/api/v1/reservations', { body: { a: 1 } })).status).toBe(200);
  });
});
