import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@houtai/tools';

export type StopPoint =
  'before-commit' | 'before-publish' | 'after-publish' | 'before-offset' | 'slow-handler';

const REACHED_WITHIN_MS = 20_000;

/** Arms the points of `preload.ts` in the services. */
export class StopPoints {
  private constructor(private readonly folder: string) {}

  static async open(): Promise<StopPoints> {
    return new StopPoints(await mkdtemp(join(tmpdir(), 'houtai-faults-')));
  }

  /** What a service needs to have the points. */
  get env(): Record<string, string> {
    return {
      NODE_OPTIONS: `--require ${join(__dirname, 'preload.js')}`,
      HOUTAI_FAULTS_CONTROL: this.folder,
    };
  }

  /** Resolves when a process of the service has reached the point, where it ends or stands still. */
  async once(service: ServiceName, point: StopPoint): Promise<void> {
    const hit = join(this.folder, `hit.${service}.${point}`);
    await rm(hit, { force: true });
    await writeFile(join(this.folder, `${service}.${point}`), '');
    for (const until = Date.now() + REACHED_WITHIN_MS; !existsSync(hit); await sleep(50))
      if (Date.now() > until) throw new Error(`no process of ${service} came to "${point}"`);
  }

  /** How far the clock of the service's process was off, ms, when it was last started with another one. */
  async clockOff(service: ServiceName): Promise<number> {
    const file = join(this.folder, `clock.${service}`);
    return Number(await readFile(file, 'utf8')) - (await stat(file)).mtimeMs;
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
