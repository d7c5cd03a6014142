import { SERVICE_NAMES } from '@houtai/tools';
import { TokenForge } from '../system/bad-tokens';
import { routesOf, somewhere, type ApiDocument, type Route } from '../system/api-document';
import { Colleague, type Answer, type Problem } from '../system/colleague';
import type { Office } from '../system/office';

const AT_A_TIME = 6;
/** How many tokens in turn every operation is tried with; each kind of operation of each service is tried with all. */
const IN_TURN = 2;

/** Each service by itself, at its own port: nothing is trusted because of where it came from. */
export function badTokensJourney(office: () => Office): void {
  describe('a token that is not good', () => {
    let forge: TokenForge;
    let bad: [name: string, token: string][];

    beforeAll(async () => {
      forge = TokenForge.of(office().secrets);
      bad = [...(await forge.bad())];
    });

    it.each(SERVICE_NAMES)('is refused by %s itself, whatever is asked', async (name) => {
      const service = new Colleague(office().service(name).url, undefined);
      const routes = routesOf(await documentOf(service)).filter(isGuarded);
      expect(routes.length).toBeGreaterThan(3);
      const asks = routes.flatMap((route, n) => {
        const isFirst = routes.findIndex(({ method }) => method === route.method) === n;
        const tokens = isFirst ? bad : Array.from({ length: IN_TURN }, (_, i) => pick(bad, n * IN_TURN + i));
        return tokens.map(([fault, token]) => ({ route, fault, token }));
      });
      const faults: string[] = [];
      await eachOf(asks, async ({ route, fault, token }) => {
        const answer = await ask(service, route, token);
        if (!isRefusal(answer))
          faults.push(`${route.method} ${route.path}, ${fault}: ${answer.status} ${answer.body.code}`);
      });
      expect(faults).toEqual([]);
    });

    it.each(SERVICE_NAMES.filter((name) => name !== 'gateway'))(
      'has nothing else wrong with it: %s takes one without the fault',
      async (name) => {
        const service = new Colleague(office().service(name).url, undefined);
        const routes = routesOf(await documentOf(service)).filter(isGuarded);
        const read = routes.find(({ method, path }) => method === 'GET' && !path.includes('{'));
        expect((await ask(service, read as Route, await forge.good())).status).not.toBe(401);
      },
    );
  });
}

function documentOf(service: Colleague): Promise<ApiDocument> {
  return service.get('/openapi.json');
}

function isGuarded({ operation }: Route): boolean {
  return operation['x-houtai-public'] !== true;
}

function ask(service: Colleague, route: Route, token: string): Promise<Answer<Problem>> {
  const { method } = route;
  return service.ask(method, somewhere(route), {
    headers: { authorization: `Bearer ${token}`, 'if-match': '"1"' },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
  });
}

function isRefusal({ status, body, headers }: Answer<Problem>): boolean {
  return (
    status === 401 &&
    body.code === 'unauthenticated' &&
    headers.get('content-type')?.startsWith('application/problem+json') === true &&
    headers.get('www-authenticate')?.startsWith('Bearer') === true
  );
}

function pick<T>(all: readonly T[], n: number): T {
  return all[n % all.length] as T;
}

async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
