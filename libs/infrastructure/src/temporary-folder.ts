import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Watchdog } from './watchdog';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A new folder below the temporary folder of the machine, removed by `remove` or by the watchdog. Others may pass
 * through it (Postgres runs as another user when we are root) but not list it.
 */
export async function temporaryFolder(prefix: string, watchdog: Watchdog): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await realpath(tmpdir()), prefix));
  watchdog.folder(path);
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
