import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transform } from '@swc/core';

/**
 * Loads a library of libs/ straight from its sources, so that `npm test` works right after `npm ci`. The compiled
 * files are kept below node_modules under a name made from the sources; runs at the same time do not disturb each other.
 */
export async function loadLibrary(root, name) {
  const folder = join(root, 'libs', name, 'src');
  const files = (await readdir(folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort();
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const options = JSON.parse(await readFile(join(root, '.swcrc'), 'utf8'));
  const hash = createHash('sha256')
    .update(JSON.stringify([options, files, sources]))
    .digest('hex')
    .slice(0, 16);
  const cache = join(root, 'node_modules', '.cache', 'houtai');
  const compiled = join(cache, `${name}-${hash}`);
  if (!(await exists(compiled))) {
    await mkdir(cache, { recursive: true });
    const work = await mkdtemp(join(cache, 'compiling-'));
    for (const [index, file] of files.entries()) {
      const { code } = await transform(sources[index], {
        ...options,
        swcrc: false,
        filename: file,
        sourceMaps: 'inline',
      });
      await writeFile(join(work, file.replace(/\.ts$/, '.js')), code);
    }
    // mkdtemp closes it to others, but whoever may read the checkout may read this.
    await chmod(work, 0o755);
    await rename(work, compiled).catch(() => rm(work, { recursive: true, force: true }));
  }
  return createRequire(join(compiled, 'index.js'))('./index.js');
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
