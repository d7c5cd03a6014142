import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { javaProgram } from './kafka-jars';
import { runCommand } from './run-command';

/**
 * Kafka's classes as Java keeps them once it has read and checked them (class data sharing). A node that finds them
 * starts with half the work. Java itself looks whether an archive fits and does without one that does not.
 */
export interface ClassArchive {
  readonly file: string;
  /** Of this process: is being made, or could not be. */
  making?: Promise<void>;
}

const archives = new Map<string, Promise<ClassArchive>>();

/** Options for a JVM that runs Kafka; none when there is no archive. */
export async function classArchiveOptions(jars: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { file } = await classArchive(jars, env);
  return (await exists(file)) ? [`-XX:SharedArchiveFile=${file}`] : [];
}

/**
 * Makes the archive unless there is one for this Java and these jars. Those who make it at the same time each make
 * their own and move it into place in one step. That it cannot be made is no error: starts take longer then.
 * @param make makes it as the file it is given
 */
export async function ensureClassArchive(
  jars: string,
  env: NodeJS.ProcessEnv,
  make: (file: string) => Promise<void>,
): Promise<void> {
  const archive = await classArchive(jars, env);
  if (await exists(archive.file)) return;
  archive.making ??= makeInPlace(archive.file, make).catch(() => undefined);
  await archive.making;
}

async function makeInPlace(file: string, make: (file: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const work = await mkdtemp(join(dirname(file), 'archiving-'));
  try {
    const made = join(work, 'classes.jsa');
    await make(made);
    await rename(made, file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The archive lies beside the jars, under a name made from all that it depends on. */
async function classArchive(jars: string, env: NodeJS.ProcessEnv): Promise<ClassArchive> {
  const java = javaProgram(env);
  const key = JSON.stringify([java, env.PATH, jars]);
  let known = archives.get(key);
  if (!known) archives.set(key, (known = describe(jars, java, env)));
  return known;
}

async function describe(jars: string, java: string, env: NodeJS.ProcessEnv): Promise<ClassArchive> {
  const version = await runCommand(java, ['-version'], { timeoutMs: 10_000, env }).then(
    ({ output }) => output,
    () => '',
  );
  const names = await readdir(jars).catch(() => []);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const { size, mtimeMs } = await stat(join(jars, name));
      return [name, size, mtimeMs];
    }),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([version, files]))
    .digest('hex')
    .slice(0, 16);
  return { file: `${jars}-${hash}.jsa` };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
