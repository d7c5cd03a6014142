import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { closedLoop } from '../system/load';
import type { FloorDatabase } from './floor-database';
import { parametersLike, type Taken } from './parameters';
import { FIRST, FIRST_CLIENT, pgbenchScript } from './pgbench-script';
import { STATEMENTS, statementText, type StatementName } from './statements';

const POSTGRES = '/usr/lib/postgresql';

/** Runs the statements of intake with nothing around them. */
export interface Floor {
  readonly what: string;
  /** Submissions per second. */
  run(concurrency: number, seconds: number): Promise<number>;
}

/** pgbench when this machine has it; else the same statements through bare `pg` clients. */
export async function intakeFloor(database: FloorDatabase, taken: Taken): Promise<Floor> {
  const texts = {
    'wish-facts': await statementText('wish-facts'),
    'reservation-insert-told': await statementText('reservation-insert-told'),
  };
  const program = await pgbenchProgram();
  return program === undefined
    ? { what: 'bare pg clients, same statements', run: (n, s) => withClients(database, texts, taken, n, s) }
    : { what: 'pgbench, same statements', run: (n, s) => withPgbench(program, database, texts, taken, n, s) };
}

async function pgbenchProgram(): Promise<string | undefined> {
  const installed = await readdir(POSTGRES).catch(() => []);
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...installed.sort((a, b) => Number(b) - Number(a)).map((version) => join(POSTGRES, version, 'bin')),
  ];
  for (const folder of folders) {
    const program = join(folder, 'pgbench');
    const found = await access(program).then(
      () => true,
      () => false,
    );
    if (folder !== '' && found) return program;
  }
  return undefined;
}

async function withPgbench(
  program: string,
  database: FloorDatabase,
  texts: Readonly<Record<StatementName, string>>,
  taken: Taken,
  concurrency: number,
  seconds: number,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'houtai-bench-'));
  try {
    const script = join(folder, 'intake.sql');
    await writeFile(script, pgbenchScript(texts, taken, database.choices));
    const { hostname, port, username, password, pathname, searchParams } = new URL(database.appUrl);
    const load = ['-c', String(concurrency), '-j', '2', '-T', String(seconds)];
    const variables = ['-D', 'ready=0', '-D', `n=${FIRST}`];
    const host = searchParams.get('host') ?? hostname;
    const address = ['-h', host, '-p', port, '-U', username, pathname.slice(1)];
    const { stdout, stderr } = await promisify(execFile)(
      program,
      ['-n', '-M', 'simple', '-f', script, ...load, ...variables, ...address],
      { env: { ...process.env, PGPASSWORD: decodeURIComponent(password) } },
    );
    const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
    if (rate === undefined || /aborted/.test(stderr)) throw new Error(`pgbench failed: ${stdout}${stderr}`);
    return Number(rate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withClients(
  database: FloorDatabase,
  texts: Readonly<Record<StatementName, string>>,
  taken: Taken,
  concurrency: number,
  seconds: number,
): Promise<number> {
  const { customers, branches, classes } = database.choices;
  const clients = Array.from(
    { length: concurrency },
    () => new Client({ connectionString: database.appUrl }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const free = clients.map((client, i) => ({ client, m: String(FIRST_CLIENT + i) }));
  let count = 0;
  const submit = async () => {
    const own = free.pop();
    if (!own) throw new Error('every client is busy');
    count += 1;
    const values = {
      m: own.m,
      n: String(FIRST + count),
      customer: String(FIRST + (count % customers)),
      branch: String(FIRST + (count % branches)),
      k: String(1 + (count % classes)),
    };
    const parameters = parametersLike(taken, (variable) => values[variable]);
    for (const name of STATEMENTS)
      await own.client.query({ name, text: texts[name], values: parameters[name] });
    free.push(own);
  };
  try {
    return (await closedLoop(concurrency, seconds, submit)) / seconds;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
