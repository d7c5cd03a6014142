import type { Instant } from '@houtai/domain-kit';
import type { Paper } from './vehicle-facts';

/** Without any of these no vehicle is rented for any minute (domain rules, "Compliance"). The rental filing is the branch's. */
const REQUIRED: readonly Paper['kind'][] = [
  'registration',
  'compulsory-insurance',
  'commercial-insurance',
  'annual-inspection',
];

/**
 * Kinds of papers that are not in force for every minute of `[from, to)`: required ones, and others that the vehicle
 * carries. Papers of one kind may follow each other.
 */
export function paperGaps(papers: readonly Paper[], from: Instant, to: Instant): Paper['kind'][] {
  const kinds = new Set([...REQUIRED, ...papers.map(({ kind }) => kind)]);
  return [...kinds].filter((kind) => coveredUntil(papers, kind, from) < to);
}

/** End of the unbroken cover that begins at `from` or before; `from` itself when there is none. */
function coveredUntil(papers: readonly Paper[], kind: Paper['kind'], from: Instant): Instant {
  const own = papers.filter((paper) => paper.kind === kind);
  own.sort((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom));
  return own.reduce(
    (end, { validFrom, validTo }) => (validFrom <= end && validTo > end ? validTo : end),
    from,
  );
}
