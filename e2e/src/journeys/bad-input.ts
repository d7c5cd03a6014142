import { bodySchemas, resolve, routesOf, somewhere } from '../system/api-document';
import type { ApiDocument, Route, Schema } from '../system/api-document';
import type { Problem } from '../system/colleague';
import type { Office } from '../system/office';

interface RouteWithBody extends Route {
  readonly body: Schema;
  /** Whose body it is. */
  readonly role: 'admin' | 'partner-agent';
}

/** Walks every route that takes a body; the walk finds new ones by itself. */
export function badInputJourney(office: () => Office): void {
  describe('every route that takes a body', () => {
    let document: ApiDocument;
    let routes: RouteWithBody[];

    beforeAll(async () => {
      document = await office().as(null).get<ApiDocument>('/docs-json');
      routes = routesOf(document).flatMap((route) => {
        if (!['POST', 'PUT', 'PATCH'].includes(route.method)) return [];
        const bodies = bodySchemas(route.operation, document);
        return bodies.map((body, n) => ({ ...route, body, role: n === 0 ? 'admin' : 'partner-agent' }));
      });
      expect(routes.length).toBeGreaterThan(25);
    });

    it('refuses an empty body and names every field that is missing', async () => {
      const faults: string[] = [];
      for (const route of routes) {
        const required = route.body.required ?? [];
        if (required.length === 0) continue;
        faults.push(...missing(route, await send(route, {}), required));
      }
      expect(faults).toEqual([]);
    });

    it('refuses a field that it does not know, a price sent by the client among them', async () => {
      const faults: string[] = [];
      for (const route of routes) {
        const answer = await send(route, { priceFen: 1, nonsense: true });
        faults.push(...missing(route, answer, ['priceFen', 'nonsense', ...(route.body.required ?? [])]));
        const unknown = (answer.errors ?? []).filter(({ rule }) => rule === 'unknownField');
        if (unknown.length !== 2) faults.push(`${name(route)}: ${unknown.length} fields named as unknown`);
      }
      expect(faults).toEqual([]);
    });

    it('refuses values of the wrong type and names every field that has one', async () => {
      const faults: string[] = [];
      for (const route of routes) {
        const properties = Object.entries(route.body.properties ?? {});
        const wrong = Object.fromEntries(
          properties.map(([field, schema]) => [field, ofWrongType(resolve(schema, document))]),
        );
        faults.push(...missing(route, await send(route, wrong), Object.keys(wrong)));
      }
      expect(faults).toEqual([]);
    });

    it.each(['[]', '"text"', '7', 'null', '{"a":', '<xml/>'])(
      'refuses %s, which is no JSON object',
      async (body) => {
        const faults: string[] = [];
        for (const route of routes) {
          if (body === 'null' && (route.body.required ?? []).length === 0) continue;
          const { status, code } = await send(route, body);
          if (status !== 400 || code !== 'validation-failed')
            faults.push(`${name(route)}: ${status} ${code}`);
        }
        expect(faults).toEqual([]);
      },
    );

    async function send(route: RouteWithBody, body: unknown): Promise<Problem> {
      const guarded = route.operation.parameters?.some(
        (one) => one.in === 'header' && one.name === 'If-Match',
      );
      const { body: problem } = await office()
        .as(route.role)
        .ask<Problem>(route.method, somewhere(route), {
          body,
          headers: guarded ? { 'if-match': '"1"' } : {},
        });
      return problem;
    }
  });
}

/** What an answer lacks to be the refusal of a request with these faults. */
function missing(route: Route, problem: Problem, fields: readonly string[]): string[] {
  if (problem.status !== 400 || problem.code !== 'validation-failed')
    return [`${name(route)}: answered ${JSON.stringify(problem)}`];
  const named = (problem.errors ?? []).map(({ field }) => field.split(/[.[]/)[0]);
  return fields
    .filter((field) => !named.includes(field))
    .map((field) => `${name(route)}: ${field} is not named`);
}

function ofWrongType({ type }: Schema): unknown {
  return type === 'object' || type === 'array' ? 'text' : { an: 'object' };
}

function name({ method, path }: Route): string {
  return `${method} ${path}`;
}
