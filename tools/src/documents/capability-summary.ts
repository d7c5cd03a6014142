const AREAS: Readonly<Record<string, string>> = {
  OR: 'Orders',
  FL: 'Fleet',
  DI: 'Dispatch',
  CS: 'Customer service',
  FI: 'Finance',
  AN: 'Analytics',
  PL: 'Planning and company',
  GW: 'Gateway',
  TE: 'Operations and security',
};

const FEW_WORDS = 5;
const ROW = /^\| *([A-Z]{2})-\d+ *\|([^|]*)\| *(done|partly|planned) *\|/gm;
const PLACE = /(<!-- what works: generated -->\n).*?(<!-- end -->\n)/s;

/** The capabilities table (`docs/reference/capabilities.md`) in a few lines of Markdown: a row per area, and their sum. */
export function capabilitySummary(table: string): string[] {
  const rows = [...table.matchAll(ROW)].map(([, area = '', what = '', state]) => ({ area, what, state }));
  const row = (name: string, of: typeof rows, usable: string): string => {
    const count = (state: string) => of.filter((one) => one.state === state).length;
    return `| ${name} | ${count('done')} | ${count('partly')} | ${count('planned')} |${usable} |`;
  };
  return [
    '| area | done | partly | planned | can be used today, in whole or in part |',
    '| --- | --: | --: | --: | --- |',
    ...Object.entries(AREAS).flatMap(([area, name]) => {
      const own = rows.filter((one) => one.area === area);
      const usable = own.filter(({ state }) => state !== 'planned').map(({ what }) => gist(what));
      return own.length > 0 ? [row(name, own, ` ${usable.join('; ') || 'nothing yet'}`)] : [];
    }),
    row('all', rows, ''),
  ];
}

/** The page with the summary in its place; throws when it has none. */
export function withSummary(page: string, table: string): string {
  if (!PLACE.test(page)) throw new Error('README.md has no place for what works');
  return page.replace(PLACE, (_, start: string, end: string) =>
    [start, ...capabilitySummary(table), '', end].join('\n'),
  );
}

/** The beginning of a capability, in English: whole phrases of a few words together. */
function gist(what: string): string {
  const [sentence = ''] = what.replace(/^\W*\p{Script=Han}\S*/u, '').split(/[;(]|\. /);
  const phrases = sentence.split(',');
  const enough = phrases.findIndex((_, n) => words(phrases.slice(0, n + 1).join(' ')) >= FEW_WORDS);
  return phrases
    .slice(0, enough < 0 ? phrases.length : enough + 1)
    .join(',')
    .trim();
}

function words(text: string): number {
  return text.trim().split(/\s+/).length;
}
