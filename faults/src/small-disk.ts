import { execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Watchdog } from '@houtai/infrastructure';

const run = promisify(execFile);
const SIZE_MB = 3_000;
const CHUNK = Buffer.alloc(1024 * 1024);

/** A file system of its own that can be filled. */
export interface SmallDisk {
  readonly path: string;
  /** Until nothing fits any more. */
  fill(): Promise<void>;
  /** What `fill` wrote goes. */
  free(): Promise<void>;
  close(): Promise<void>;
}

/** A file system in memory; undefined where this user may not mount one. */
export async function smallDisk(): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'houtai-disk-'));
  await chmod(path, 0o711);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=711`, 'tmpfs', path]);
  } catch {
    await rmdir(path);
    return undefined;
  }
  const watchdog = new Watchdog();
  watchdog.command(`umount -l '${path}'; rmdir '${path}'`);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: async () => {
      const file = await open(ballast, 'a');
      try {
        for (let n = 0; n < SIZE_MB; n += 1) await file.appendFile(CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
      const { bavail, bsize } = await statfs(path);
      if (bavail * bsize > CHUNK.length) throw new Error('the disk could not be filled');
    },
    free: () => rm(ballast, { force: true }),
    close: async () => {
      await run('umount', ['-l', path]).catch(() => undefined);
      await rmdir(path).catch(() => undefined);
      watchdog.done();
    },
  };
}
