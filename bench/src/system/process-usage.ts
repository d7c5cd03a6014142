import { readFile, readdir } from 'node:fs/promises';

/** Clock ticks per second of /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

/**
 * MiB of memory of a process and of those it started, each page that several share counted once (PSS). Where the
 * kernel does not tell that, resident memory; NaN where there is no /proc.
 */
export async function memoryOf(pid: number): Promise<number> {
  const pids = await familyOf(pid);
  const kilobytes = await Promise.all(
    pids.map(async (one) => {
      const own = await memoryOfOne(one);
      // Sessions of Postgres come and go: one that has ended meanwhile holds nothing.
      return one === pid ? own : own || 0;
    }),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Milliseconds of processor time that a process and those it started have used; NaN where there is no /proc. */
export async function processorTimeOf(pid: number): Promise<number> {
  const pids = await familyOf(pid);
  const times = await Promise.all(
    pids.map(async (one) => {
      const [user, system] = (await statOf(one)).slice(11, 13);
      return one === pid || user !== undefined ? Number(user) + Number(system) : 0;
    }),
  );
  return (times.reduce((sum, one) => sum + one, 0) * 1000) / TICKS;
}

/** The fields of /proc/<pid>/stat from the third on; the second, the program's name, may hold blanks and brackets. */
async function statOf(pid: number | string): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    parents.set(Number(name), Number((await statOf(name))[1]));
  }
  const family = [pid];
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child);
  return family;
}

async function memoryOfOne(pid: number): Promise<number> {
  const read = async (file: string, field: string) => {
    const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  return (await read('smaps_rollup', 'Pss')) ?? (await read('status', 'VmRSS')) ?? Number.NaN;
}
