import { bodyExamples, routesOf, somewhere, type ApiDocument } from '../system/api-document';
import type { Problem } from '../system/colleague';
import type { Office } from '../system/office';

/** What anybody may ask for: how to get a token, and what every token may be used for. */
const WITHOUT_PERMISSION = [
  'POST /api/v1/auth/sign-in',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/sign-out',
  'POST /api/v1/auth/change-password',
  'GET /api/v1/auth/me',
  'GET /api/v1/auth/keys',
  'GET /api/v1/live',
  'POST /api/v1/live-tickets',
  'POST /api/v1/setup',
  'GET /api/v1/problems',
  'GET /api/v1/problems/{code}',
  'GET /health/live',
  'GET /health/ready',
];

export function documentsJourney(office: () => Office): void {
  describe('the documentation of the interface', () => {
    const anybody = () => office().as(null);

    it('describes all services in OpenAPI 3.1, from one source', async () => {
      const document = await anybody().get<ApiDocument>('/docs-json');
      expect(document.openapi).toMatch(/^3\.1\./);
      for (const path of [
        '/api/v1/vehicles',
        '/api/v1/allocations',
        '/api/v1/reservations',
        '/api/v1/payments',
        '/api/v1/complaints',
        '/api/v1/reports/daily-vehicle-operations',
        '/api/v1/auth/sign-in',
        '/api/v1/operations/{service}/parked-messages',
      ])
        expect(Object.keys(document.paths)).toContain(path);
      const ids = Object.values(document.paths).flatMap((item) =>
        Object.values(item).map(({ operationId }) => operationId),
      );
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('writes a document for each audience, and every operation stands in one of them', async () => {
      const read = (name: string) => anybody().get<ApiDocument>(`/docs/${name}.json`);
      const [partner, internal, operations] = await Promise.all(
        ['partner', 'internal', 'operations'].map(read),
      );
      const named = (document: ApiDocument | undefined) =>
        document ? Object.values(document.paths).flatMap((item) => Object.values(item)) : [];
      const ids = [partner, internal, operations].flatMap(named).map(({ operationId }) => operationId);
      const whole = await anybody().get<ApiDocument>('/docs-json');
      expect(named(whole).filter(({ operationId }) => !ids.includes(operationId))).toEqual([]);
      const marked = named(whole).filter((operation) => operation['x-houtai-partner'] !== undefined);
      const forPartners = named(partner).map(({ operationId }) => operationId);
      expect(marked.filter(({ operationId }) => !forPartners.includes(operationId))).toEqual([]);
      expect(named(partner).filter((one) => !('x-houtai-partner' in one) && !one['x-houtai-public'])).toEqual(
        [],
      );
      expect(Object.keys(partner?.webhooks ?? {})).toContain('reservation.confirmed');
      expect(Object.keys(partner?.webhooks ?? {})).toContain('webhook-endpoint.test');
      expect(Object.keys(internal?.paths ?? {}).filter((path) => path.includes('/operations/'))).toEqual([]);
      const probes = (document?: ApiDocument) =>
        Object.keys(document?.paths ?? {}).filter((path) => path.startsWith('/health/'));
      expect([partner, internal, operations].map(probes)).toEqual([
        [],
        [],
        ['/health/live', '/health/ready'],
      ]);
    });

    it('names the permission of every operation that is not on the short list of public ones', async () => {
      const routes = routesOf(await anybody().get<ApiDocument>('/docs-json'));
      const open = routes
        .filter(({ operation }) => !/^[a-z-]+:[a-z-]+$/.test(operation['x-houtai-permission'] ?? ''))
        .map(({ method, path }) => `${method} ${path}`);
      expect(open.filter((route) => !WITHOUT_PERMISSION.includes(route))).toEqual([]);
    });

    it('describes every operation beside its summary', async () => {
      const routes = routesOf(await anybody().get<ApiDocument>('/docs-json'));
      const silent = routes.filter(({ operation }) => !operation.summary || !operation.description);
      expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    });

    it('shows an example of every body, in which the service finds no fault', async () => {
      const routes = routesOf(await anybody().get<ApiDocument>('/docs-json'));
      const taking = routes.filter(({ operation }) => operation.requestBody !== undefined);
      expect(taking.length).toBeGreaterThan(60);
      const silent = taking.filter(({ operation }) => bodyExamples(operation).length === 0);
      expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
      const headers = { 'if-match': '"1"' };
      const faulty: string[] = [];
      for (const route of taking) {
        for (const { reader, body } of bodyExamples(route.operation)) {
          // A field that nobody knows is a fault as well, so that nothing is done: it has to be the only one.
          const sent = { body: { ...body, notAField: true }, headers };
          const who = office().as(reader === 'partner' ? 'partner-admin' : 'admin');
          const answer = await who.ask<Problem>(route.method, somewhere(route), sent);
          const { status, body: problem } = answer;
          const named = problem.errors?.map(({ field, rule }) => `${field} ${rule}`).join() ?? problem.code;
          if (named !== 'notAField unknownField')
            faulty.push(`${route.method} ${route.path}: ${status} ${named}`);
        }
      }
      expect(faulty).toEqual([]);
    });

    it('has a page for each problem that an operation names, where its type leads', async () => {
      const routes = routesOf(await anybody().get<ApiDocument>('/docs-json'));
      const named = new Set(routes.flatMap(({ operation }) => operation['x-houtai-problems'] ?? []));
      const { items } = await anybody().get<{ items: { code: string; type: string }[] }>('/api/v1/problems');
      const types = new Map(items.map(({ code, type }) => [code, type]));
      expect([...named].filter((code) => !types.has(code))).toEqual([]);
      expect(named.size).toBeGreaterThan(80);
      for (const language of ['en', 'zh']) {
        const headers = { accept: 'text/html', 'accept-language': language };
        const { pathname } = new URL(types.get('reservation-over') ?? '');
        const page = await anybody().ask<string>('GET', pathname, { headers });
        expect(page.headers.get('content-language')).toBe(language);
        expect(page.body).toContain(language === 'en' ? 'The reservation is over' : '预订单已结束');
      }
    });

    it('lets nobody who has not signed in into an operation that needs a permission', async () => {
      const routes = routesOf(await anybody().get<ApiDocument>('/docs-json'));
      const guarded = routes.filter(({ operation }) => operation['x-houtai-permission'] !== undefined);
      expect(guarded.length).toBeGreaterThan(50);
      const letIn: string[] = [];
      for (const { method, path } of guarded) {
        const { status } = await anybody().ask(method, path.replaceAll(/\{\w+\}/g, '1'));
        if (status !== 401) letIn.push(`${method} ${path} ${status}`);
      }
      expect(letIn).toEqual([]);
    });

    it('can be read and tried in Swagger UI, with nothing fetched from elsewhere', async () => {
      const page = await anybody().get<string>('/docs');
      expect(page).toContain('swagger-ui');
      expect(page).not.toMatch(/https?:\/\//);
      for (const asset of [...page.matchAll(/(?:src|href)="(\/docs[^"]+)"/g)].map(([, url]) => String(url)))
        expect(await anybody().ask('GET', asset)).toMatchObject({ status: 200 });
    });
  });
}
