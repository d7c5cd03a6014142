import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Watchdog } from '@houtai/infrastructure';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
/** The libraries a service is made of, and the two services that run in both releases. */
const PACKAGES = [
  'libs/domain-kit',
  'libs/event-catalogue',
  'libs/messaging',
  'libs/service-host',
  'apps/orders',
  'apps/dispatch',
];

export interface OldRelease {
  readonly folder?: string;
  /** Why there is none. */
  readonly why?: string;
}

let built: Promise<OldRelease> | undefined;

/** The last release (the last tag, else the commit in `faults/old-release`), built in a temporary folder, once. */
export function buildOldRelease(): Promise<OldRelease> {
  return (built ??= build().catch((error: unknown) => ({
    why: `the old release could not be built: ${String(error).slice(0, 200)}`,
  })));
}

async function build(): Promise<OldRelease> {
  const commit = await lastRelease();
  const known = await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: ROOT }).then(
    () => true,
    () => false,
  );
  if (!known)
    return { why: `the last release (${commit}) is not in this checkout, which may be a shallow one` };
  const folder = await mkdtemp(join(tmpdir(), 'houtai-old-'));
  new Watchdog().folder(folder);
  process.once('exit', () => void rm(folder, { recursive: true, force: true }));
  await run('sh', ['-c', `git archive '${commit}' | tar -x -C '${folder}'`], { cwd: ROOT });
  // The packages of others are those of this checkout; ours are the old ones.
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@houtai'), { recursive: true });
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '@houtai') await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  for (const path of PACKAGES) {
    const { name } = JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8')) as {
      name: string;
    };
    await symlink(join(folder, path), join(modules, name));
    await run('npm', ['run', '--silent', 'build'], { cwd: join(folder, path), timeout: 60_000 });
  }
  return { folder };
}

async function lastRelease(): Promise<string> {
  const tag = await run('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*'], { cwd: ROOT }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
  return tag || (await readFile(join(ROOT, 'faults', 'old-release'), 'utf8')).trim();
}
