import { cpus, loadavg, totalmem, type } from 'node:os';
import { withClient } from './migrated-database';

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly bus: string;
  /** Runnable processes over the last minute before the benchmarks began: more than a few spoil the figures. */
  readonly loadBefore: number;
}

/** @param infrastructure absent when the benchmarks need no servers */
export async function describeMachine(
  infrastructure: { postgresAdminUrl: string; bus: { kind: string } } | undefined,
  loadBefore: number,
): Promise<Machine> {
  const postgres = infrastructure && (await versionOf(infrastructure.postgresAdminUrl));
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
    postgres: postgres ?? 'none',
    bus: infrastructure?.bus.kind ?? 'none',
    loadBefore,
  };
}

async function versionOf(postgresAdminUrl: string): Promise<string> {
  return withClient(postgresAdminUrl, async (admin) => {
    const { rows } = await admin.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
}

export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}
