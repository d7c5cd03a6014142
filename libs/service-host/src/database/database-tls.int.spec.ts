import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  ChildProgram,
  makeCertificates,
  provisionBus,
  provisionDatabases,
  startPostgresNode,
  TEST_ISSUER,
  testJwks,
  type Certificates,
  type PostgresNode,
} from '@houtai/testing';
import { send } from '../../test/api-client';
import { createSample } from '../../test/sample-service';
import type { RunningService } from '../service-options';

const MIGRATE = join(__dirname, '..', '..', 'test', 'migrate-program.ts');

describe('a Postgres that lets only those in who come encrypted and show a certificate', () => {
  let ours: Certificates;
  let strangers: Certificates;
  let server: PostgresNode;
  let base: Record<string, string>;
  let known: Record<string, string>;
  let ownerUrl: string;

  beforeAll(async () => {
    [ours, strangers] = await Promise.all([makeCertificates(), makeCertificates()]);
    server = await startPostgresNode();
    base = await environment();
    await secure('server', 'IP:127.0.0.1');
    const client = await ours.sign('sample');
    known = {
      HOUTAI_DATABASE_TLS: 'on',
      HOUTAI_DATABASE_CA_FILE: ours.authority,
      HOUTAI_DATABASE_CLIENT_CERT_FILE: client.certificate,
      HOUTAI_DATABASE_CLIENT_KEY_FILE: client.key,
    };
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    await Promise.all([ours?.remove(), strangers?.remove()]);
  });

  /** The server shows a certificate of our authority, for these hosts. */
  async function secure(name: string, hosts: string): Promise<void> {
    const { certificate, key } = await ours.sign(name, hosts);
    await server.secure({
      certificateFile: certificate,
      keyFile: key,
      clientAuthorityFile: ours.authority,
    });
  }

  async function environment(): Promise<Record<string, string>> {
    const { sample } = await provisionDatabases(server.adminUrl, ['sample']);
    ownerUrl = sample?.ownerUrl ?? '';
    return {
      HOUTAI_DATABASE_URL: sample?.appUrl ?? '',
      HOUTAI_BUS: 'embedded',
      HOUTAI_BUS_URL: await provisionBus(server.adminUrl),
      HOUTAI_JWKS: await testJwks(),
      HOUTAI_TOKEN_ISSUER: TEST_ISSUER,
      HOUTAI_DATA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'silent',
      PORT: '0',
    };
  }

  /** Who is connected beside the superuser: name of the application and whether encrypted with a certificate. */
  async function sessions(): Promise<Map<string, boolean>> {
    const admin = new Client({ connectionString: server.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ name: string; known: boolean }>(
      `select application_name as name, bool_and(ssl and client_dn is not null) as known
         from pg_stat_activity join pg_stat_ssl using (pid)
        where usename <> 'postgres' group by application_name`,
    );
    await admin.end();
    return new Map(rows.map(({ name, known: isKnown }) => [name, isKnown]));
  }

  async function refusal(env: Record<string, string>): Promise<string> {
    const outcome = await createSample(env).then(
      (service) => service,
      (error: unknown) => String(error),
    );
    if (typeof outcome === 'string') return outcome;
    await outcome.close();
    return 'started';
  }

  it('serves a whole service that is told how: migrations, pool, relay, due work and bus', async () => {
    let service: RunningService | undefined;
    try {
      const migration = ChildProgram.start(MIGRATE, { HOUTAI_MIGRATION_URL: ownerUrl, ...known });
      expect(await migration.exited()).toBe(0);
      service = await createSample({ ...base, ...known });
      const body = { label: 'sealed', size: { weightGrams: 1 } };
      expect((await send(service.url, 'POST', '/api/v1/crates', { body })).status).toBe(201);
      const expected = ['houtai-outbox-relay', 'sample', 'sample-bus-writer'];
      const until = Date.now() + 15_000;
      let seen = await sessions();
      while (!expected.every((name) => seen.has(name)) && Date.now() < until) seen = await sessions();
      expect([...seen.keys()]).toEqual(expect.arrayContaining(expected));
      expect([...seen].filter(([, isKnown]) => !isKnown)).toEqual([]);
    } finally {
      await service?.close();
    }
  }, 60_000);

  it('refuses a service in plain text', async () => {
    expect(await refusal(base)).toContain('no encryption');
  });

  it('refuses a service without a certificate', async () => {
    const env = { ...base, HOUTAI_DATABASE_TLS: 'on', HOUTAI_DATABASE_CA_FILE: ours.authority };
    expect(await refusal(env)).toMatch(/client certificate/);
  });

  it('refuses a service with the certificate of another authority', async () => {
    const stranger = await strangers.sign('stranger');
    const files = {
      HOUTAI_DATABASE_CLIENT_CERT_FILE: stranger.certificate,
      HOUTAI_DATABASE_CLIENT_KEY_FILE: stranger.key,
    };
    expect(await refusal({ ...base, ...known, ...files })).toMatch(
      /unknown ca|ECONNRESET|closed|terminated/i,
    );
  });

  it('is refused by a service that trusts another authority', async () => {
    const env = { ...base, ...known, HOUTAI_DATABASE_CA_FILE: strangers.authority };
    expect(await refusal(env)).toMatch(/unable to verify|self-signed/);
  });

  it('is refused when its certificate is for another host, although of the right authority', async () => {
    await secure('elsewhere', 'DNS:elsewhere.example');
    expect(await refusal({ ...base, ...known })).toContain("does not match certificate's altnames");
  }, 60_000);
});
