import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { untilItAnswers } from './child-process';
import type { StartedInfrastructure } from './infrastructure-kinds';
import { probePostgres } from './local-postgres';
import { probeKafka } from './network';
import { provisionBus } from './provision-databases';
import { lastLines, runCommand } from './run-command';
import { Watchdog } from './watchdog';

export interface ComposeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly wantKafka: boolean;
  /** Keeps the volumes at the end. */
  readonly keepData: boolean;
  readonly log: (line: string) => void;
}

type Compose = (
  args: readonly string[],
  limits?: { timeoutMs?: number; silenceMs?: number },
) => ReturnType<typeof runCommand>;

/** Throws the reason when no Docker engine answers. */
export async function requireDocker(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { code, output } = await runCommand('docker', ['info', '--format', '{{.ServerVersion}}'], {
    timeoutMs: 5_000,
    env,
  }).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(missing ? 'docker is not installed' : 'the Docker engine does not answer within 5 s');
  });
  if (code !== 0 || !/^\d/m.test(output)) throw new Error('no Docker engine answers');
}

/**
 * Runs the services of docker-compose.yml. Containers that were up already are used and left alone; those started
 * here are taken down at the end, with their volumes unless `keepData`.
 */
export async function runDockerCompose(options: ComposeOptions): Promise<StartedInfrastructure> {
  const { env } = options;
  await requireDocker(env);
  const file = composeFile();
  const compose = await composeCommand(file, env);
  const services = options.wantKafka ? ['postgres', 'kafka'] : ['postgres'];
  const running = await compose.run(['ps', '-q'], { timeoutMs: 15_000 });
  const wasUp = running.code === 0 && /[0-9a-f]{12}/.test(running.output);
  const down = ['down', '--timeout', '10', ...(options.keepData ? [] : ['--volumes'])];
  const watchdog = new Watchdog();
  if (!wasUp) watchdog.command([...compose.words, ...down].map(quote).join(' '));
  const stop = async (): Promise<void> => {
    if (!wasUp) await compose.run(down, { timeoutMs: 60_000 }).catch(() => undefined);
    watchdog.done();
  };
  try {
    options.log('Starting containers with Docker Compose');
    const up = await compose.run(['up', '--detach', ...services], { silenceMs: 30_000 });
    if (up.code !== 0) throw new Error(`docker compose up failed: ${lastLines(up.output, 3)}`);
    const postgresAdminUrl = `postgres://postgres:${env.HOUTAI_POSTGRES_PASSWORD ?? 'houtai'}@127.0.0.1:${env.HOUTAI_POSTGRES_PORT ?? '55432'}/postgres`;
    const brokers = `127.0.0.1:${env.HOUTAI_KAFKA_PORT ?? '59092'}`;
    await Promise.all([
      untilItAnswers(() => probePostgres(postgresAdminUrl), 60_000),
      options.wantKafka ? untilItAnswers(() => probeKafka(brokers), 60_000) : undefined,
    ]);
    return {
      postgresAdminUrl,
      bus: options.wantKafka
        ? { kind: 'kafka', brokers }
        : { kind: 'embedded', url: await provisionBus(postgresAdminUrl) },
      uses: `Postgres ${options.wantKafka ? 'and Apache Kafka ' : ''}in containers of docker-compose.yml${wasUp ? ' that were running already' : ''}`,
      servers: [],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The file at the top of the project, from wherever this library runs (src, dist or a cache). */
function composeFile(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'docker-compose.yml');
    if (existsSync(file)) return file;
  }
  throw new Error('docker-compose.yml was not found');
}

/** `docker compose`, or `docker-compose` where the plugin is missing. */
async function composeCommand(
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<{ words: string[]; run: Compose }> {
  for (const words of [['docker', 'compose'], ['docker-compose']]) {
    const [command = '', ...first] = words;
    const answer = await runCommand(command, [...first, 'version'], { timeoutMs: 10_000, env }).catch(
      () => undefined,
    );
    if (answer?.code !== 0) continue;
    const args = [...first, '--project-name', 'houtai', '--file', file];
    return {
      words: [command, ...args],
      run: (more, limits) => runCommand(command, [...args, ...more], { ...limits, env }),
    };
  }
  throw new Error('neither "docker compose" nor "docker-compose" is installed');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
