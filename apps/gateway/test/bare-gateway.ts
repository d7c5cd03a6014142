import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import {
  ChildProgram,
  documentAt,
  ExchangeRecorder,
  TEST_ISSUER,
  embeddedTestBus,
  fakeToken,
  httpClient,
  migrated,
  testDatabase,
  type TestHttp,
} from '@houtai/testing';
import { gatewayDefinition } from '../src/gateway.definition';
import { signingVariables } from './gateway-under-test';

export interface BareGateway {
  http: TestHttp;
  url(): string;
  pid(): number;
  /** Where its bus is, for who publishes as another service would. */
  busEnv: Readonly<Record<string, string>>;
  /** Everything the process has written to stdout and stderr. */
  output(): string;
  sql<Row>(text: string): Promise<Row[]>;
  /** Starts it again on the same database. */
  restart(): Promise<void>;
  /** Throws when something was sent or answered that the document does not describe. */
  close(): Promise<void>;
}

/** A gateway without accounts in live mode, in a process of its own whose real output is read. */
export async function startBareGateway(settings: Record<string, string> = {}): Promise<BareGateway> {
  const [database, bus] = await Promise.all([
    testDatabase('gateway', await migrated(gatewayDefinition)),
    embeddedTestBus(),
  ]);
  const env = {
    ...(await signingVariables()),
    ...bus.env,
    HOUTAI_DATABASE_URL: database.appUrl,
    HOUTAI_DATA_KEY: randomBytes(32).toString('base64'),
    HOUTAI_TOKEN_ISSUER: TEST_ISSUER,
    HOUTAI_PASSWORD_COST: '14',
    LOG_LEVEL: 'info',
    PORT: '0',
    ...settings,
  };
  const owner = new Client({ connectionString: database.ownerUrl });
  let running: ChildProgram | undefined;
  let http: TestHttp;
  let recorder: ExchangeRecorder | undefined;
  let url = '';
  const start = async () => {
    running = ChildProgram.start('apps/gateway/src/main.ts', env);
    url = await running.url();
    recorder = new ExchangeRecorder(documentAt(`${url}/docs-json`, () => fakeToken({ roles: ['admin'] })));
    http = httpClient(url, fakeToken, recorder);
  };
  const stop = () => Promise.resolve(recorder?.check()).finally(() => running?.stop());
  const release = async () => {
    await owner.end();
    await database.drop();
    await bus.drop();
  };
  try {
    await owner.connect();
    await start();
  } catch (error) {
    await running?.stop();
    await release();
    throw error;
  }
  return {
    http: (...request) => http(...request),
    url: () => url,
    pid: () => running?.pid ?? 0,
    busEnv: bus.env,
    output: () => running?.output() ?? '',
    sql: async <Row>(text: string) => (await owner.query(text)).rows as Row[],
    restart: async () => {
      await stop();
      await start();
    },
    close: () => stop().finally(release),
  };
}
