import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startServer, untilItAnswers, type ServerProcess } from './child-process';
import { freePort } from './network';
import { canReach, isCluster, postgresBinaries, postgresUser, type ServerUser } from './postgres-binaries';
import { postgresSecuritySettings, type PostgresSecurity } from './postgres-security';
import { lastLines, runCommand } from './run-command';
import type { Watchdog } from './watchdog';

export interface LocalPostgresOptions {
  /** Folder that holds the cluster (made when missing) and the superuser's password. */
  readonly folder: string;
  /** Folder for throw-away files. */
  readonly scratch: string;
  /** false: no fsync, for tests whose data nobody misses. */
  readonly durable: boolean;
  readonly watchdog: Watchdog;
  /** File that takes what the server logs. */
  readonly logFile?: string;
  /** The port of an earlier start. Default: any free one. */
  readonly port?: number;
  /** Settings beside the usual ones, or in their place. */
  readonly settings?: Readonly<Record<string, string>>;
  /** true: the address leads over a Unix socket, which costs less than TCP; the port is open all the same. */
  readonly socket?: boolean;
  /** How clients have to come; without it with a password alone, in plain text. */
  readonly security?: PostgresSecurity;
}

export interface LocalPostgres {
  readonly adminUrl: string;
  readonly port: number;
  readonly process: ServerProcess;
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';

/** Starts Postgres on a free loopback port; initialises the cluster first when the folder has none. */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const user = await postgresUser();
  const binaries = await postgresBinaries(user, options.scratch);
  const data = join(options.folder, 'postgres');
  const password = await superuserPassword(options.folder);
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (user) {
    await chown(data, user.uid, user.gid);
    if (!(await canReach(data, user)))
      throw new Error(
        `the user that runs Postgres cannot pass through the folders above ${data} (chmod o+x them)`,
      );
  }
  if (!(await isCluster(data))) await initialise(binaries.initdb, data, password, user, options);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(binaries.postgres, data, password, user, options);
    } catch (error) {
      // Someone else may have taken the port between looking and starting.
      if (attempt === 3 || !/address already in use|could not create any TCP/i.test(String(error)))
        throw error;
    }
  }
}

async function superuserPassword(folder: string): Promise<string> {
  const file = join(folder, 'postgres.password');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '') return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function initialise(
  initdb: string,
  data: string,
  password: string,
  user: ServerUser | undefined,
  options: LocalPostgresOptions,
): Promise<void> {
  const passwordFile = join(options.scratch, `initdb-${randomBytes(6).toString('hex')}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    const sync = options.durable ? [] : ['--no-sync'];
    const { code, output } = await runCommand(
      initdb,
      [
        `--pgdata=${data}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every machine, whatever its locale; the character classes still know Chinese.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`,
        ...sync,
      ],
      { ...user, timeoutMs: 60_000, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
    );
    if (code !== 0) throw new Error(`initdb failed: ${lastLines(output, 4)}`);
  } finally {
    await unlink(passwordFile).catch(() => undefined);
  }
}

async function start(
  postgres: string,
  data: string,
  password: string,
  user: ServerUser | undefined,
  options: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const port = options.port ?? (await freePort());
  const socket = options.socket ? socketFolder(data) : '';
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socket,
    max_connections: '400',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(await postgresSecuritySettings(data, user, options.security)),
    ...options.settings,
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  const server = await startServer(
    {
      ...{ name: 'postgres', command: postgres, args, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
      ...{ logFile: options.logFile, ...user },
    },
    options.watchdog,
  );
  const way = socket && `?host=${encodeURIComponent(socket)}`;
  const adminUrl = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres${way}`;
  try {
    await untilItAnswers(
      () => probePostgres(adminUrl),
      30_000,
      () => server.hasExited(),
    );
  } catch (error) {
    await server.stop('SIGQUIT', 5_000);
    throw new Error(`Postgres did not start: ${server.tail(4) || String(error)}`);
  }
  // INT is Postgres's fast shutdown: sessions are ended, the data is written. QUIT skips the writing.
  return {
    adminUrl,
    port,
    process: server,
    stop: () => server.stop(options.durable ? 'SIGINT' : 'SIGQUIT', 10_000),
  };
}

/** Longest path of a socket that every system takes. */
const MOST_OF_PATH = 103;

/** The folder of the cluster, which only its user can enter; '' where the path would be too long, or on Windows. */
function socketFolder(data: string): string {
  const isUsable = process.platform !== 'win32' && !data.includes(',');
  return isUsable && `${data}/.s.PGSQL.65535`.length <= MOST_OF_PATH ? data : '';
}

/** Resolves when Postgres answers a query at `url`; rejects with the reason otherwise. */
export async function probePostgres(url: string, timeoutMs = 2_000): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
