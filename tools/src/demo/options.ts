import { parseArgs } from 'node:util';

/** What `npm run demo -- …` was asked to do. */
export interface DemoOptions {
  /** CSV (or CSV.gz) of hotel bookings to play; without it a company is simulated. */
  bookingsFile?: string;
  limit: number;
  /** Where the summary goes as JSON. */
  jsonFile?: string;
  /** Leave the system running afterwards. */
  keep: boolean;
  seed: number;
}

export const USAGE = `npm run demo -- [--bookings FILE] [--limit N] [--json OUT] [--keep] [--seed N]
  --bookings FILE  play the bookings of a hotel-bookings CSV (plain or .gz) instead of the simulated company
  --limit N        how many bookings (default 500)
  --json OUT       write the summary there as JSON
  --keep           leave the system running (a running one is used and never stopped)
  --seed N         seed of the simulated company (default 1)`;

/** Reads the command line; throws an Error that names every fault. */
export function readOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      bookings: { type: 'string' },
      limit: { type: 'string', default: '500' },
      json: { type: 'string' },
      keep: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const faults: string[] = [];
  const wholeNumber = (name: string, text: string, least: number): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      faults.push(`--${name} must be a whole number from ${least}, not "${text}"`);
    return value;
  };
  const limit = wholeNumber('limit', values.limit, 1);
  const seed = wholeNumber('seed', values.seed, 0);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return { bookingsFile: values.bookings, limit, jsonFile: values.json, keep: values.keep, seed };
}
