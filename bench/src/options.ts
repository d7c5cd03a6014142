import { parseArgs } from 'node:util';

export const BENCHMARKS = [
  'bus',
  'start',
  'saga',
  'planning',
  'intake',
  'webhooks',
  'entry',
  'live',
  'dispatch',
] as const;
export type Benchmark = (typeof BENCHMARKS)[number];

export interface Options {
  readonly only: ReadonlySet<Benchmark>;
  /** Fewer and shorter runs: to see that everything works, not for figures. */
  readonly quick: boolean;
  /** File for the figures. */
  readonly json?: string;
  /** Folder with the multi-depot instances. */
  readonly data?: string;
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [--only ${BENCHMARKS.join(',')}] [--quick] [--json FILE] [--data FOLDER]

  --only   some of the benchmarks (default: all)
  --quick  one short run of each, to see that everything works
  --json   writes figures, runs and machine to a file
  --data   folder with the multi-depot instances for dispatch, which are skipped without it

HOUTAI_INFRA chooses the infrastructure; default: local (Kafka and Postgres on this machine).`;

/** Throws an error that says what is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const asked =
    values.only === undefined ? [...BENCHMARKS] : values.only.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !BENCHMARKS.some((known) => known === name));
  if (unknown.length > 0)
    throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${BENCHMARKS.join(', ')}`);
  const only = new Set(BENCHMARKS.filter((known) => asked.includes(known)));
  const { quick, json, data, help } = values;
  return { only, quick, json, data, help };
}
