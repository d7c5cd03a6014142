import type { BenchSystem } from './bench-system';

/** Milliseconds of processor time that one piece of work used, by process and in all. */
export interface ProcessorCost {
  readonly all: number;
  readonly byProcess: ReadonlyMap<string, number>;
}

/** Begins to count; call what it answers when the system has come to rest, with the pieces of work it did meanwhile. */
export async function countProcessorTime(
  system: BenchSystem,
): Promise<(pieces: number) => Promise<ProcessorCost>> {
  const before = await system.processorTimes();
  return async (pieces) => {
    const after = await system.processorTimes();
    const costs = [...after].map(
      ([name, time]) => [name, (time - (before.get(name) ?? 0)) / pieces] as const,
    );
    return {
      all: costs.reduce((sum, [, ms]) => sum + ms, 0),
      byProcess: new Map(costs.sort(([, a], [, b]) => b - a)),
    };
  };
}

/** What a reservation costs from its request to the last effect of its saga; two cores have 2,000 ms a second. */
export function describeCost({ all, byProcess }: ProcessorCost): string {
  const parts = [...byProcess].map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  return `  processor time per reservation: ${all.toFixed(2)} ms (${parts.join(', ')})`;
}
