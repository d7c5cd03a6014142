import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { untilItAnswers } from './child-process';
import { javaProgram } from './kafka-jars';
import { probePostgres } from './local-postgres';
import { probeKafka } from './network';
import { startInfrastructure, type Infrastructure } from './start-infrastructure';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function pidOf(infrastructure: Infrastructure, name: string): number {
  return infrastructure.servers.find((server) => server.name === name)?.pid ?? NaN;
}

/** Kafka as a process of this machine needs Java, whatever the rest of the run uses. A run that insists on it fails. */
const wanted = process.env.HOUTAI_TEST_KAFKA;
const hasJava = spawnSync(javaProgram(process.env), ['-version']).status === 0;
const itWithKafka = wanted === 'required' || (hasJava && wanted !== 'off') ? it : it.skip;

describe('a server of ours that is killed', () => {
  let folder: string;
  let infrastructure: Infrastructure | undefined;
  let told: string[];
  let restarted: string[];
  let lost: Error[];
  const start = (choice: 'embedded' | 'local', dataDir?: string) =>
    startInfrastructure({
      choice,
      dataDir,
      log: (line) => told.push(line),
      watch: { restarted: (name) => restarted.push(name), lost: (reason) => lost.push(reason) },
    });

  beforeEach(async () => {
    [told, restarted, lost] = [[], [], []];
    folder = await mkdtemp(join(tmpdir(), 'houtai-supervised-'));
    await chmod(folder, 0o711);
  });
  afterEach(async () => {
    await infrastructure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('Postgres: is started again on its address and data, and one line says so', async () => {
    infrastructure = await start('embedded');
    const { postgresAdminUrl } = infrastructure;
    await query(postgresAdminUrl, 'create table kept as select 7 as n');
    const first = pidOf(infrastructure, 'postgres');
    told = [];
    process.kill(first, 'SIGKILL');
    await untilItAnswers(async () => expect(restarted).toEqual(['postgres']), 30_000);
    expect(await query(postgresAdminUrl, 'select n from kept')).toEqual([{ n: 7 }]);
    const second = pidOf(infrastructure, 'postgres');
    expect(second).not.toBe(first);
    expect(told).toEqual([
      expect.stringMatching(
        `^postgres died \\(SIGKILL\\) and runs again on its data \\(process ${second}, after \\d+\\.\\d s\\)\\.$`,
      ),
    ]);
    expect(lost).toEqual([]);
  });

  itWithKafka('Kafka: is started again on its address and log', async () => {
    infrastructure = await start('local');
    const { bus } = infrastructure;
    if (bus.kind !== 'kafka') throw new Error(bus.kind);
    process.kill(pidOf(infrastructure, 'kafka'), 'SIGKILL');
    await untilItAnswers(async () => expect(restarted).toEqual(['kafka']), 45_000);
    await probeKafka(bus.brokers);
  });

  it('is given up after five tries, with the reason, when it cannot be started again', async () => {
    infrastructure = await start('embedded', join(folder, 'data'));
    await rename(join(folder, 'data', 'postgres', 'global'), join(folder, 'elsewhere'));
    process.kill(pidOf(infrastructure, 'postgres'), 'SIGKILL');
    await untilItAnswers(async () => expect(lost).toHaveLength(1), 45_000);
    expect(lost[0]?.message).toMatch(
      /^postgres died \(SIGKILL\) and could not be started again in 5 tries: .{1,200}$/,
    );
  });

  it('stays down when it was stopped', async () => {
    infrastructure = await start('embedded');
    await infrastructure.stop();
    await expect(probePostgres(infrastructure.postgresAdminUrl, 500)).rejects.toThrow();
    expect(restarted).toEqual([]);
  });
});
