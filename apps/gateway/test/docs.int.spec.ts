import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually, startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { startUpstream, type Upstream } from './upstream';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { tags: string[]; operationId: string; security: object[] }>>;
  tags: { name: string }[];
  components: { securitySchemes: object };
}

/** The validator is an ES module, which Jest cannot load on this version of Node: it runs beside. */
const VALIDATE = `
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  console.log(JSON.stringify({ valid, version: validator.version, errors }));
`;

let orders: Upstream;
let gateway: GatewayUnderTest;
let fleetPort: number;

beforeAll(async () => {
  orders = await startUpstream();
  // fleet is down at the start: nothing listens there yet.
  const later = await startUpstream();
  fleetPort = later.port;
  await later.close();
  gateway = await startGateway({
    services: { orders: orders.url, fleet: later.url },
    env: { HOUTAI_ROUTES_PATIENCE_MS: '3600000' },
  });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

const readDocument = async () => (await gateway.http<Document>('GET', '/docs-json', { roles: null })).body;

describe('the merged document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', VALIDATE]);
    child.child.stdin?.end(JSON.stringify(await readDocument()));
    expect(JSON.parse((await child).stdout)).toEqual({ valid: true, version: '3.1' });
  });

  it('names the realm where it is not the real thing, as the page does', async () => {
    const title = async (at: { http: GatewayUnderTest['http'] }) => {
      const document = await at.http<{ info: { title: string } }>('GET', '/docs/partner.json', {
        roles: null,
      });
      const page = await at.http<string>('GET', '/docs', { roles: null });
      return [
        document.body.info.title,
        /<title>(.*)<\/title>/.exec(page.body)?.[1],
        /Test realm/.test(page.body),
      ];
    };
    expect(await title(gateway)).toEqual([
      'Houtai for partners (test realm)',
      'Houtai API (test realm)',
      true,
    ]);
    const live = await startBeside(gateway, { HOUTAI_MODE: 'live' });
    expect(await title(live)).toEqual(['Houtai for partners', 'Houtai API', false]);
    await live.close();
  });

  it('holds the routes of all services under one tag each, with unique operation ids', async () => {
    const { paths, tags, components } = await readDocument();
    expect(tags.map(({ name }) => name)).toEqual(['gateway', 'orders', 'messages']);
    expect(paths['/api/v1/reservations']?.['get']).toMatchObject({
      tags: ['orders'],
      security: [{ bearer: [] }],
    });
    expect(paths['/api/v1/opening-hours']?.['get']?.security).toEqual([]);
    expect(paths['/api/v1/auth/sign-in']?.['post']).toMatchObject({ tags: ['gateway'], security: [] });
    expect(paths['/api/v1/auth/me']?.['get']?.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(paths)).toContain('/api/v1/operations/{service}/parked-messages');
    expect(Object.keys(paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([
      '/health/live',
      '/health/ready',
    ]);
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(components.securitySchemes).toHaveProperty('bearer');
  });

  it('says which service is missing, and the gateway is not ready until it is known or has been missing for long', async () => {
    const ready = async (at: { http: GatewayUnderTest['http'] }) => {
      const answer = await at.http<{ details: { routes: object } }>('GET', '/health/ready', { roles: null });
      return [answer.status, answer.body.details.routes];
    };
    expect(await readDocument()).toMatchObject({ 'x-houtai-missing': ['fleet'] });
    expect(await ready(gateway)).toEqual([503, { status: 'down', missing: ['fleet'] }]);
    const services = JSON.stringify({ fleet: `http://127.0.0.1:${fleetPort}` });
    const impatient = await startBeside(gateway, {
      HOUTAI_SERVICES: services,
      HOUTAI_ROUTES_PATIENCE_MS: '0',
    });
    try {
      // Its own routes it reads when it listens.
      await eventually(async () =>
        expect(await ready(impatient)).toEqual([200, { status: 'up', missing: ['fleet'] }]),
      );
    } finally {
      await impatient.close();
    }
  });

  it('gains the routes of a service that comes up later', async () => {
    expect((await gateway.http('GET', '/api/v1/operations/fleet/parked-messages')).status).toBe(404);
    const fleet = await startUpstream(fleetPort);
    try {
      // At once: who asks does not have to wait for the next look in the background.
      expect((await readDocument()).tags.map(({ name }) => name)).toEqual([
        'gateway',
        'orders',
        'fleet',
        'messages',
      ]);
      expect(await readDocument()).not.toHaveProperty('x-houtai-missing');
      const probe = await gateway.http('GET', '/health/ready', { roles: null });
      expect(probe).toMatchObject({
        status: 200,
        body: { details: { routes: { status: 'up', missing: [] } } },
      });
      await eventually(async () =>
        expect((await gateway.http('GET', '/api/v1/operations/fleet/parked-messages')).status).toBe(200),
      );
    } finally {
      await fleet.close();
    }
  });
});

describe('the documents of the audiences', () => {
  const read = (audience: string) => gateway.http<Document>('GET', `/docs/${audience}.json`, { roles: null });

  it('are valid OpenAPI 3.1 each', async () => {
    for (const audience of ['partner', 'internal', 'operations']) {
      const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', VALIDATE]);
      child.child.stdin?.end(JSON.stringify((await read(audience)).body));
      expect(JSON.parse((await child).stdout)).toEqual({ valid: true, version: '3.1' });
    }
  });

  it('show partners what is marked for them, the house its own, operators what they run', async () => {
    const [partner, internal, operations] = await Promise.all(
      ['partner', 'internal', 'operations'].map(async (audience) =>
        Object.keys((await read(audience)).body.paths),
      ),
    );
    expect(partner).toEqual(expect.arrayContaining(['/api/v1/bookings', '/api/v1/auth/sign-in']));
    expect(partner).not.toContain('/api/v1/reservations');
    expect(internal).toEqual(expect.arrayContaining(['/api/v1/bookings', '/api/v1/reservations']));
    expect(operations).toContain('/api/v1/operations/{service}/parked-messages');
    expect(operations).not.toContain('/api/v1/reservations');
    expect([...(partner ?? []), ...(internal ?? [])].filter((path) => /operations|setup/.test(path))).toEqual(
      [],
    );
    expect(operations).toContain('/api/v1/setup');
  });

  it('are open to everybody where nothing is real, and that of partners alone in the live realm', async () => {
    const live = await startBeside(gateway, { HOUTAI_MODE: 'live' });
    const ask = async (headers: Record<string, string>, roles: string[] | null = null) => {
      const paths = ['partner', 'internal', 'operations'].map((audience) => `/docs/${audience}.json`);
      const answers = await Promise.all(
        [...paths, '/docs-json'].map((path) => live.http('GET', path, { roles, headers })),
      );
      return answers.map(({ status }) => status);
    };
    try {
      expect(await ask({})).toEqual([200, 401, 401, 401]);
      expect(await ask({ authorization: 'Bearer nonsense' })).toEqual([200, 401, 401, 401]);
      expect(await ask({}, ['branch-staff'])).toEqual([200, 200, 403, 403]);
      expect(await ask({}, ['admin'])).toEqual([200, 200, 200, 200]);
    } finally {
      await live.close();
    }
  });

  it('are opened and shut by configuration', async () => {
    const shut = await startBeside(gateway, { HOUTAI_PUBLIC_DOCUMENTS: 'none' });
    const statusOf = async (path: string) => (await shut.http('GET', path, { roles: null })).status;
    try {
      expect(await statusOf('/docs/partner.json')).toBe(401);
      expect(await statusOf('/docs')).toBe(200);
    } finally {
      await shut.close();
    }
    await expect(startBeside(gateway, { HOUTAI_PUBLIC_DOCUMENTS: 'everything' })).rejects.toThrow(
      /HOUTAI_PUBLIC_DOCUMENTS/,
    );
  });
});

describe('Swagger UI', () => {
  it('is served from this machine under a policy that allows no inline script', async () => {
    const page = await gateway.http<string>('GET', '/docs', { roles: null });
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'self';style-src 'self';`);
    expect(page.body).not.toMatch(/<script>|<style|https?:|\sstyle=|\son\w+=/);
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files).toHaveLength(5);
    for (const file of files) {
      const { status, headers } = await gateway.http('GET', file, { roles: null });
      expect({ file, status }).toEqual({ file, status: 200 });
      expect(headers.get('content-type')).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/png)$/);
    }
  });

  it('keeps what somebody signed in with out of storage', async () => {
    const { body } = await gateway.http<string>('GET', '/docs/assets/console.js', { roles: null });
    expect(body).toContain('SwaggerUIBundle(');
    expect(body).not.toMatch(/persistAuthorization|localStorage|sessionStorage|cookie\b.*=|indexedDB/);
  });

  it('shows no other file of its folder', async () => {
    for (const file of ['package.json', '..%2f..%2fpackage.json', 'index.html']) {
      expect((await gateway.http('GET', `/docs/assets/${file}`, { roles: null })).status).toBe(404);
    }
  });
});
