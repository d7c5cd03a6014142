/** A requirement id such as `OR-1`; the mission's prefixes. */
const ID = /\b(?:OR|FL|DI|CS|FI|AN|PL|GW|TE)-\d+\b/;

const STATES = ['done', 'partly', 'planned'];

/**
 * Faults of the capabilities table, one sentence each: a row per requirement, a known state, and for a row that is
 * done or partly done an endpoint that the API has, events that the catalogue has and test files that exist.
 */
export function capabilityFaults(
  table: string,
  known: {
    requirements: readonly string[];
    paths: ReadonlySet<string>;
    types: ReadonlySet<string>;
    fileExists(path: string): boolean;
  },
): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const line of table.split('\n').filter((text) => /^\| *[A-Z]{2}-\d+ /.test(text))) {
    const [id = '', , state = '', endpoints = '', events = '', tests = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (seen.has(id)) faults.push(`${id} stands twice`);
    seen.add(id);
    if (!STATES.includes(state)) faults.push(`${id}: "${state}" is not one of ${STATES.join(', ')}`);
    for (const path of codes(endpoints)) {
      const plain = path.replace(/^[A-Z]+ /, '');
      if (!known.paths.has(plain)) faults.push(`${id}: the API has no path ${plain}`);
    }
    for (const type of codes(events))
      if (!known.types.has(type)) faults.push(`${id}: the catalogue has no event ${type}`);
    for (const file of codes(tests))
      if (!known.fileExists(file)) faults.push(`${id}: there is no test ${file}`);
    if (state === 'done' && codes(tests).every((file) => !file.startsWith('e2e/'))) {
      faults.push(`${id} is marked done without a test through the gateway`);
    }
    if (state === 'planned' && codes(tests).length > 0) faults.push(`${id} is planned and yet names a test`);
  }
  for (const id of known.requirements) if (!seen.has(id)) faults.push(`${id} is missing`);
  for (const id of seen)
    if (ID.test(id) && !known.requirements.includes(id)) faults.push(`${id} is no requirement`);
  return faults;
}

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}
