import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  ChildProgram,
  fakeToken,
  migrated,
  TEST_ISSUER,
  testBusDatabase,
  testDatabase,
  testJwks,
  type TestDatabase,
} from '@houtai/testing';
import { KnownIds } from '../fuzz/known-ids';
import type { ApiDocument } from '../system/api-document';
import { Colleague } from '../system/colleague';
import { Canaries } from './canaries';
import { canaryBody } from './canary-body';
import { askedOf, refusedBodies } from './canary-requests';
import { FailingTables } from './failing-tables';

// A process of its own is slow to start where others need the cores, too.
jest.setTimeout(120_000);

const DONE = 'kanaridone';
const FAILED = 'kanarifail';
const migrationsDir = join(__dirname, 'migrations');

describe('the search for what stands in requests', () => {
  let database: TestDatabase;
  let bus: Awaited<ReturnType<typeof testBusDatabase>>;
  let service: ChildProgram | undefined;

  beforeAll(async () => {
    database = await testDatabase('sample', await migrated({ name: 'sample', migrationsDir }));
    bus = await testBusDatabase();
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });
  afterAll(async () => {
    await database?.drop();
    await bus?.drop();
  });

  /** Asks the service everything that the journey asks. @returns the lines of its output that tell of it */
  async function found(env: Record<string, string>): Promise<string[]> {
    service = ChildProgram.start('e2e/src/canaries/talkative-service.ts', {
      HOUTAI_DATABASE_URL: database.appUrl,
      HOUTAI_BUS: 'embedded',
      HOUTAI_BUS_URL: bus.url,
      HOUTAI_JWKS: await testJwks(),
      HOUTAI_TOKEN_ISSUER: TEST_ISSUER,
      HOUTAI_DATA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'trace',
      PORT: '0',
      ...env,
    });
    const client = new Colleague(await service.url(), undefined);
    const headers = { authorization: `Bearer ${await fakeToken({ roles: ['admin'] })}` };
    const document = await client.get<ApiDocument>('/openapi.json');
    const nest = (canary: string) => ({ document, known: new KnownIds(new Set()), canary });
    const statuses: number[] = [];
    const ask = async (path: string, body: unknown) => {
      statuses.push((await client.ask('POST', path, { body, headers })).status);
    };
    const tables = await FailingTables.plant(new URL(database.ownerUrl).pathname.slice(1), FAILED);
    try {
      for (const { route, schema } of askedOf(document)) {
        await ask(route.path, canaryBody(schema, nest(DONE)));
        for (const body of refusedBodies(schema, nest(DONE))) await ask(route.path, body);
        await ask(route.path, canaryBody(schema, nest(FAILED)));
      }
    } finally {
      await tables.remove();
    }
    expect(statuses).toEqual([201, 400, 400, 400, 400, expect.any(Number)]);
    expect(statuses.at(-1)).toBeGreaterThanOrEqual(500);
    return new Canaries([DONE, FAILED]).linesOf(new Map([['output', service.output()]]));
  }

  it('finds nothing where a service keeps to the logger of the house', async () => {
    expect(await found({})).toEqual([]);
  });

  it('finds each line of one that prints it: as it came, when it was done, refused, or failed', async () => {
    const lines = await found({ TALKATIVE: 'yes' });
    const times = (when: string) => lines.filter((line) => line.startsWith(`output: ${when}: `)).length;
    // What is no JSON comes to nobody but who reads the connection.
    expect({ came: times('came'), done: times('done'), refused: times('refused') }).toEqual({
      came: 6,
      done: 1,
      refused: 3,
    });
    expect(lines.some((line) => line.includes(FAILED) && !line.startsWith('output: came'))).toBe(true);
  });
});
