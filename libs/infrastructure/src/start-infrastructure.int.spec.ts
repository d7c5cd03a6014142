import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { useExternal } from './external';
import { freePort, isFree, probeKafka } from './network';
import { startInfrastructure } from './start-infrastructure';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('starting infrastructure', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'houtai-spec-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('runs Postgres and the embedded bus here, and leaves nothing behind', async () => {
    const told: string[] = [];
    const infrastructure = await startInfrastructure({
      choice: 'embedded',
      durable: false,
      log: (line) => told.push(line),
    });
    const { postgresAdminUrl, bus, servers } = infrastructure;
    expect(await query(postgresAdminUrl, 'select current_user as who')).toEqual([{ who: 'postgres' }]);
    if (bus.kind !== 'embedded') throw new Error(bus.kind);
    await query(bus.url, 'create table log (id int)');
    expect(told).toEqual([
      'Infrastructure: embedded: Postgres 18 and the embedded bus on this machine; HOUTAI_INFRA=embedded.',
    ]);
    await Promise.all([infrastructure.stop(), infrastructure.stop()]);
    expect(() => process.kill(servers[0]?.pid ?? 0, 0)).toThrow(/ESRCH/);
    await expect(query(postgresAdminUrl, 'select 1')).rejects.toThrow();
  });

  it('keeps the data in a folder that it is given', async () => {
    const dataDir = join(folder, 'data');
    await chmod(folder, 0o711);
    const first = await startInfrastructure({ choice: 'embedded', dataDir });
    await query(first.postgresAdminUrl, 'create table kept as select 7 as n');
    await first.stop();
    const second = await startInfrastructure({ choice: 'embedded', dataDir });
    expect(await query(second.postgresAdminUrl, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.password']);
  });

  it('uses the servers that the environment names', async () => {
    const url = process.env.HOUTAI_TEST_POSTGRES_URL;
    const external = await startInfrastructure({ choice: 'auto', env: { HOUTAI_POSTGRES_URL: url } });
    expect(external).toMatchObject({
      kind: 'external',
      postgresAdminUrl: url,
      bus: { kind: 'embedded' },
      servers: [],
    });
    expect(external.reason).toMatch(
      /^Infrastructure: external: Postgres by the address .*; addresses are given/,
    );
  });

  it('gives up servers that do not answer, and tells which', async () => {
    const env = { HOUTAI_POSTGRES_URL: `postgres://postgres:x@127.0.0.1:${await freePort()}/postgres` };
    await expect(useExternal(env, true, 2_500)).rejects.toThrow(
      /Postgres at HOUTAI_POSTGRES_URL could not be reached within 2.5 s \(.*ECONNREFUSED/,
    );
  });

  it('does not take something else for a Kafka broker', async () => {
    const { port } = new URL(process.env.HOUTAI_TEST_POSTGRES_URL ?? '');
    await expect(probeKafka(`127.0.0.1:${port}`)).rejects.toThrow(
      /closed the connection|not as a Kafka broker|answer/,
    );
  });

  it('tells why Kafka cannot run here, when it was asked for by name', async () => {
    const env = { ...process.env, JAVA_HOME: folder };
    await expect(startInfrastructure({ choice: 'local', env })).rejects.toThrow(
      'Not local: there is no Java on this machine (17 or newer is needed).',
    );
  });

  it('stops Postgres again when Kafka does not start', async () => {
    const cache = join(folder, 'houtai', 'kafka-4.1.1');
    const java = join(folder, 'bin');
    await mkdir(cache, { recursive: true });
    await mkdir(java);
    await writeFile(
      join(java, 'java'),
      '#!/bin/sh\n[ "$1" = -version ] && echo \'version "21"\' && exit 0\necho broken; exit 1\n',
    );
    await chmod(join(java, 'java'), 0o755);
    await chmod(folder, 0o711);
    const temporary = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    const env = { ...process.env, JAVA_HOME: folder, XDG_CACHE_HOME: folder };
    await expect(startInfrastructure({ choice: 'local', env, durable: false })).rejects.toThrow(
      /Kafka's storage could not be formatted: broken/,
    );
    process.env.TMPDIR = temporary;
    if (temporary === undefined) delete process.env.TMPDIR;
    expect((await readdir(folder)).sort()).toEqual(['bin', 'houtai']);
  });

  it('finds ports that are free', async () => {
    const port = await freePort();
    expect(await isFree(port)).toBe(true);
    expect(port).toBeGreaterThan(10_000);
    expect(port).toBeLessThan(32_768);
  });
});
