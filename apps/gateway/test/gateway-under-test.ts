import { exportJWK, generateKeyPair, type JWK } from 'jose';
import {
  documentAt,
  ExchangeRecorder,
  fakeToken,
  httpClient,
  startTestService,
  testJwks,
  type TestHttp,
  type TestService,
} from '@houtai/testing';
import type { RunningService } from '@houtai/service-host';
import { GatewayConfig } from '../src/gateway.config';
import { gatewayDefinition } from '../src/gateway.definition';

export const DEMO_PASSWORD = 'a fine demo password';

export interface GatewayUnderTest extends TestService {
  /** Access token of a demo account. */
  signIn(username: string): Promise<string>;
  /** Waits until the routes of these services are known. */
  routesOf(...services: string[]): Promise<void>;
}

export interface GatewaySettings {
  services?: Record<string, string>;
  env?: Record<string, string>;
  mode?: 'live' | 'simulated';
}

let signingKey: Promise<JWK> | undefined;

/** A gateway on a fresh database, with the demo accounts `root` (admin) and `clerk` (branch-staff). */
export async function startGateway({
  services = {},
  env = {},
  mode,
}: GatewaySettings = {}): Promise<GatewayUnderTest> {
  const service = await startTestService(gatewayDefinition, {
    mode,
    document: '/docs-json',
    env: {
      ...(await signingVariables()),
      HOUTAI_SERVICES: JSON.stringify(services),
      HOUTAI_PASSWORD_COST: '14',
      HOUTAI_DOCUMENT_REFRESH_MS: '200',
      HOUTAI_DEMO_ACCOUNTS: JSON.stringify([
        { username: 'root', password: DEMO_PASSWORD, roles: ['admin'] },
        { username: 'Clerk', password: DEMO_PASSWORD, name: 'Li Clerk', roles: ['branch-staff'] },
      ]),
      ...env,
    },
  });
  return {
    ...service,
    signIn: async (username) => {
      const body = { username, password: DEMO_PASSWORD };
      const answer = await service.http<{ accessToken: string }>('POST', '/api/v1/auth/sign-in', {
        body,
        roles: null,
      });
      if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
      return answer.body.accessToken;
    },
    routesOf: (...names) =>
      eventually(async () => {
        const { body } = await service.http<{ items: { service: string; routesKnown: boolean }[] }>(
          'GET',
          '/api/v1/operations/services',
        );
        const known =
          body.items?.filter(({ routesKnown }) => routesKnown).map(({ service: name }) => name) ?? [];
        for (const name of ['gateway', ...names]) expect(known).toContain(name);
      }),
  };
}

/**
 * One more process' worth of gateway on the database of another one, live or with the same settings. `close` throws when something
 * was sent or answered that its document does not describe.
 */
export async function startBeside(
  first: GatewayUnderTest,
  env: Record<string, string> = {},
): Promise<{ running: RunningService; url: string; http: TestHttp; close(): Promise<void> }> {
  const { createService } = await import('@houtai/service-host');
  const config = first.running.app.get(GatewayConfig, { strict: false });
  const running = await createService(gatewayDefinition, {
    env: {
      ...(await signingVariables()),
      ...first.bus.env,
      HOUTAI_DATABASE_URL: config.databaseUrl,
      HOUTAI_DATA_KEY: config.dataKey,
      HOUTAI_TOKEN_ISSUER: config.tokenIssuer,
      HOUTAI_MODE: config.mode,
      HOUTAI_PASSWORD_COST: '14',
      LOG_LEVEL: 'silent',
      PORT: '0',
      ...env,
    },
  });
  const { url } = running;
  const recorder = new ExchangeRecorder(
    documentAt(`${url}/docs-json`, () => fakeToken({ roles: ['admin'] })),
  );
  return {
    ...{ running, url, http: httpClient(url, fakeToken, recorder) },
    close: () => recorder.check().finally(() => running.close()),
  };
}

/** Repeats a check until it holds. Throws its last error after `limitMs`. */
export async function eventually<T>(check: () => Promise<T>, limitMs = 8000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

/** Keys the gateway under test signs and verifies with; tokens of `fakeToken` are good too. */
export async function signingVariables(): Promise<Record<string, string>> {
  const privateKey = await (signingKey ??= newSigningKey());
  const test = JSON.parse(await testJwks()) as { keys: JWK[] };
  return {
    HOUTAI_JWKS: JSON.stringify({ keys: [...test.keys, { ...privateKey, d: undefined }] }),
    HOUTAI_SIGNING_KEY: JSON.stringify(privateKey),
  };
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'gateway-test', alg: 'EdDSA', use: 'sig' };
}
