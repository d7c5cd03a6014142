import { readFile, readdir } from 'node:fs/promises';

export interface ProcessGroup {
  readonly name: string;
  readonly pid: number;
}

/**
 * MiB of memory of a process and of those it started, each page that several share counted once (PSS). Where the
 * kernel does not tell that, resident memory; NaN where there is no /proc.
 */
export async function memoryOf(pid: number): Promise<number> {
  const pids = await familyOf(pid);
  const kilobytes = await Promise.all(pids.map(memoryOfOne));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // the second field, the name of the program, may hold blanks and brackets
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
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
