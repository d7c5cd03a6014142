import { randomBytes, randomUUID } from 'node:crypto';
import { SERVICE_NAMES } from '@houtai/tools';
import { Canaries } from '../canaries/canaries';
import { canaryBody, type Nest } from '../canaries/canary-body';
import { askedOf, refusedBodies, type Asked } from '../canaries/canary-requests';
import { FailingTables, KINDS_OF_FAILURE } from '../canaries/failing-tables';
import { KnownIds } from '../fuzz/known-ids';
import { routesOf, type ApiDocument, type Route } from '../system/api-document';
import { Colleague, type Answer, type Problem } from '../system/colleague';
import { eventually, type Office } from '../system/office';
import type { Page } from '../system/views';

/** What would take the ground from under the rest, when it is done: the clock, and who asks here. */
const NOT_DONE = new Set(['simulationAdvance', 'authSignOut', 'authChangePassword']);
const AT_A_TIME = 6;

interface Parked {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
}

/**
 * Every field of every operation that takes a body bears a word that stands nowhere else, in requests that are done, refused,
 * malformed, and failed by the database in every way it knows: no log of any service has the word.
 */
export function canariesJourney(office: () => Office): void {
  describe('what stands in a request', () => {
    const run = randomBytes(3).toString('hex');
    // plain enough for what a code or a name may look like
    const [done, failed, parked] = ['done', 'fail', 'park'].map((how) => `kanari${how}${run}`) as [
      string,
      string,
      string,
    ];
    const canaries = new Canaries([done, failed, parked]);
    let document: ApiDocument;
    let asked: Asked[];
    let known: KnownIds;
    let admin: Colleague;
    const traceIds = new Set<string>();

    beforeAll(async () => {
      const { system } = office();
      // With what is against the document on purpose: nobody keeps it.
      admin = new Colleague(system.gatewayUrl, system.accounts[0]);
      document = await admin.get<ApiDocument>('/docs-json');
      const accounts = await admin.get<Page<{ id: string }>>('/api/v1/user-accounts?limit=200');
      known = new KnownIds(new Set(accounts.items.map(({ id }) => id)));
      await eachOf(
        routesOf(document).filter(
          ({ method, path }) => method === 'GET' && /^\/api\/v1\/[a-z-]+$/.test(path),
        ),
        async ({ path, operation }) => {
          if (operation.operationId === 'liveListen') return;
          const { status, body } = await admin.ask('GET', path);
          if (status === 200) known.learn(body, path.split('/').at(-1));
        },
      );
      asked = askedOf(document);
      expect(asked.length).toBeGreaterThan(50);
    });

    it('is done, refused for any field of it, and not read at all', async () => {
      const statuses = await send((one) => [
        ...bodiesDone(one, done),
        ...refusedBodies(one.schema, nest(done)),
      ]);
      expect(share(statuses, 2)).toBeGreaterThan(5);
      expect(share(statuses, 4)).toBeGreaterThan(asked.length);
      expect(share(statuses, 5)).toBe(0);
      await office().settled();
    });

    it('fails by every kind of error that a database has', async () => {
      const tables = await Promise.all(
        SERVICE_NAMES.map((name) => FailingTables.plant(office().databases[name] ?? '', failed)),
      );
      try {
        const failing: { route: Route; body: unknown }[] = [];
        await send(
          (one) => bodiesDone(one, failed),
          (route, body, status) => {
            if (status >= 500) failing.push({ route, body });
          },
        );
        expect(failing.length).toBeGreaterThan(5);
        // Those again until each kind has come in each of their services.
        for (let round = 0; round < KINDS_OF_FAILURE.length; round += 1)
          await eachOf(failing, async ({ route, body }) => void (await ask(route, body)));
        const failures = await Promise.all(tables.map((each) => each.failures()));
        expect(failures.filter((n) => n >= KINDS_OF_FAILURE.length).length).toBeGreaterThan(2);
      } finally {
        await Promise.all(tables.map((each) => each.remove()));
      }
    });

    it('fails at who only hears of it, and the reason that operators are shown does not tell it', async () => {
      const hearing = ['dispatch', 'analytics'] as const;
      const tables = await Promise.all(
        hearing.map((name) => FailingTables.plant(office().databases[name] ?? '', parked, ['23514'])),
      );
      const manager = office().as('operations-manager');
      try {
        await admin.post('/api/v1/branches', {
          body: { code: `K${run}`.toUpperCase(), name: parked, city: parked, violationHoldDays: 7 },
        });
        for (const name of hearing) {
          const path = `/api/v1/operations/${name}/parked-messages`;
          const list = await eventually(
            () => manager.get<Page<Parked>>(`${path}?limit=200`),
            ({ items }) => items.some(({ status }) => status === 'failed'),
          );
          expect(canaries.in(JSON.stringify(list))).toEqual([]);
        }
      } finally {
        await Promise.all(tables.map((each) => each.remove()));
      }
      for (const name of hearing) {
        const path = `/api/v1/operations/${name}/parked-messages`;
        const { items } = await manager.get<Page<Parked>>(`${path}?limit=200`);
        const stuck = items.filter(({ status }) => status === 'failed');
        for (const { id } of stuck) await manager.post(`${path}/${id}/replay`);
      }
      await office().settled();
    });

    it('stands in no log, audit entry or reason of a dead or parked event', async () => {
      const logs = await office().logs();
      for (const name of SERVICE_NAMES)
        expect([...logs].some(([file, text]) => file.includes(name) && text.length > 100)).toBe(true);
      const whole = [...logs.values()].join('\n');
      // It is these logs in which failures are told, and all of them are.
      expect(traceIds.size).toBeGreaterThan(KINDS_OF_FAILURE.length);
      expect([...traceIds].filter((id) => !whole.includes(id))).toEqual([]);
      expect(canaries.linesOf(logs)).toEqual([]);
      const audit = await admin.get('/api/v1/audit-entries?limit=200');
      expect(canaries.in(JSON.stringify(audit))).toEqual([]);
      for (const name of SERVICE_NAMES)
        for (const store of ['parked-messages', 'dead-events', 'undecodable-messages', 'due-items']) {
          const list = await admin.ask('GET', `/api/v1/operations/${name}/${store}?limit=200`);
          expect(canaries.in(JSON.stringify(list.body))).toEqual([]);
        }
    });

    function nest(canary: string): Nest {
      return { document, known, canary };
    }

    function bodiesDone({ route, schema }: Asked, canary: string): unknown[] {
      return NOT_DONE.has(route.operation.operationId) ? [] : [canaryBody(schema, nest(canary))];
    }

    /** @returns how often each status was answered */
    async function send(
      bodiesOf: (one: Asked) => unknown[],
      answered: (route: Route, body: unknown, status: number) => void = () => undefined,
    ): Promise<Map<number, number>> {
      const statuses = new Map<number, number>();
      await eachOf(
        asked.flatMap((one) => bodiesOf(one).map((body) => ({ route: one.route, body }))),
        async ({ route, body }) => {
          const { status } = await ask(route, body);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          answered(route, body, status);
        },
      );
      return statuses;
    }

    async function ask({ method, path, operation }: Route, body: unknown): Promise<Answer<Problem>> {
      const guarded = operation.parameters?.some((one) => one.in === 'header' && one.name === 'If-Match');
      const parts = path.split('/');
      const named = parts.map((part, n) =>
        part.startsWith('{')
          ? (known.of(parts[n - 1] ?? '')[0] ?? '01900000-0000-7000-8000-00000000ffff')
          : part,
      );
      const answer = await admin.ask<Problem>(method, named.join('/'), {
        body,
        headers: { 'idempotency-key': randomUUID(), ...(guarded ? { 'if-match': '"1"' } : {}) },
      });
      // A failure is told with its trace, in the log and to who asked, and to neither with what was sent.
      if (answer.status === 500) traceIds.add(answer.body.traceId);
      if (answer.status >= 500) expect(canaries.in(JSON.stringify(answer.body))).toEqual([]);
      return answer;
    }
  });
}

function share(statuses: ReadonlyMap<number, number>, hundreds: number): number {
  return [...statuses].reduce((sum, [status, n]) => sum + (Math.floor(status / 100) === hundreds ? n : 0), 0);
}

async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
