import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type ClassArchive = typeof import('./kafka-class-archive');

describe('the archive of Kafka’s classes', () => {
  let folder: string;
  let jars: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'houtai-archive-'));
    jars = join(folder, 'kafka');
    env = { ...process.env, JAVA_HOME: folder };
    await mkdir(jars);
    await mkdir(join(folder, 'bin'));
    await writeFile(join(jars, 'kafka.jar'), 'classes');
    await java('17.0.15');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function java(version: string): Promise<void> {
    const file = join(folder, 'bin', 'java');
    await writeFile(file, `#!/bin/sh\necho 'openjdk version "${version}"'\n`);
    await chmod(file, 0o755);
  }
  /** What a process of its own knows: nothing of the others. */
  function freshProcess(): ClassArchive {
    let loaded: ClassArchive | undefined;
    jest.isolateModules(() => (loaded = jest.requireActual('./kafka-class-archive')));
    if (!loaded) throw new Error('not loaded');
    return loaded;
  }
  const make = jest.fn((file: string) => writeFile(file, 'archive'));
  beforeEach(() => make.mockClear());
  const files = async () => (await readdir(folder)).filter((name) => /jsa|archiving/.test(name));

  it('is made once, beside the jars, and used from then on', async () => {
    const first = freshProcess();
    expect(await first.classArchiveOptions(jars, env)).toEqual([]);
    await first.ensureClassArchive(jars, env, make);
    await freshProcess().ensureClassArchive(jars, env, make);
    expect(make).toHaveBeenCalledTimes(1);
    const [file = ''] = await files();
    expect(file).toMatch(/^kafka-[0-9a-f]{16}\.jsa$/);
    expect(await freshProcess().classArchiveOptions(jars, env)).toEqual([
      `-XX:SharedArchiveFile=${join(folder, file)}`,
    ]);
  });

  it('is made once for all who ask in one process', async () => {
    const { ensureClassArchive } = freshProcess();
    await Promise.all([1, 2, 3].map(() => ensureClassArchive(jars, env, make)));
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is whole also when two processes make it at the same time', async () => {
    const begun: (() => void)[] = [];
    const bothBegan = Promise.all([1, 2].map(() => new Promise<void>((resolve) => begun.push(resolve))));
    const makeTogether = async (file: string): Promise<void> => {
      begun.pop()?.();
      await bothBegan;
      await writeFile(file, 'archive');
    };
    await Promise.all([1, 2].map(() => freshProcess().ensureClassArchive(jars, env, makeTogether)));
    expect(await files()).toHaveLength(1);
    expect(await readFile(join(folder, (await files())[0] ?? ''), 'utf8')).toBe('archive');
  });

  it.each([
    ['another Java', () => java('21.0.1')],
    ['other jars', () => writeFile(join(jars, 'kafka.jar'), 'other classes')],
  ])('is made anew for %s', async (_, change) => {
    await freshProcess().ensureClassArchive(jars, env, make);
    await change();
    const { classArchiveOptions, ensureClassArchive } = freshProcess();
    expect(await classArchiveOptions(jars, env)).toEqual([]);
    await ensureClassArchive(jars, env, make);
    expect(await files()).toHaveLength(2);
  });

  it('is done without when it cannot be made, and nothing of it is left', async () => {
    const { classArchiveOptions, ensureClassArchive } = freshProcess();
    const half = async (file: string): Promise<void> => {
      await writeFile(file, 'arch');
      throw new Error('the disk is full');
    };
    await ensureClassArchive(jars, env, half);
    await ensureClassArchive(jars, env, make);
    expect(make).not.toHaveBeenCalled();
    expect(await classArchiveOptions(jars, env)).toEqual([]);
    expect(await files()).toEqual([]);
  });
});
