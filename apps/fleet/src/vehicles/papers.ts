import { Instant } from '@houtai/domain-kit';

export const PAPER_KINDS = [
  'registration',
  'compulsory-insurance',
  'commercial-insurance',
  'annual-inspection',
  'rental-filing',
] as const;

export type PaperKind = (typeof PAPER_KINDS)[number];

/** One paper of a vehicle, in force in the half-open interval `[validFrom, validTo)`. */
export interface Paper {
  kind: PaperKind;
  number: string;
  validFrom: Instant;
  validTo: Instant;
}

/** Without any of these no vehicle is rented for any minute (domain rules, "Compliance"). The rental filing is the branch's. */
export const REQUIRED_PAPERS: readonly PaperKind[] = [
  'registration',
  'compulsory-insurance',
  'commercial-insurance',
  'annual-inspection',
];

/** The kinds that are not in force at `at`: required ones that are missing or lapsed, and others carried but lapsed. */
export function lapsedKinds(papers: readonly Paper[], at: Instant): PaperKind[] {
  return neededKinds(papers).filter((kind) => coveredUntil(papers, kind, at) === at);
}

/** The first instant from `at` on at which some needed paper is not in force; `at` itself when one is not in force now. */
export function fitUntil(papers: readonly Paper[], at: Instant): Instant {
  const ends = neededKinds(papers).map((kind) => coveredUntil(papers, kind, at));
  return ends.reduce((earliest, end) => (end < earliest ? end : earliest));
}

function neededKinds(papers: readonly Paper[]): PaperKind[] {
  return PAPER_KINDS.filter(
    (kind) => REQUIRED_PAPERS.includes(kind) || papers.some((paper) => paper.kind === kind),
  );
}

/** End of the unbroken cover that contains `at`; `at` itself when there is none. */
function coveredUntil(papers: readonly Paper[], kind: PaperKind, at: Instant): Instant {
  const period = joined(ofKind(papers, kind)).find(
    ({ validFrom, validTo }) => validFrom <= at && at < validTo,
  );
  return period?.validTo ?? at;
}

function ofKind(papers: readonly Paper[], kind: PaperKind): Paper[] {
  return papers
    .filter((paper) => paper.kind === kind)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));
}

function joined(sorted: readonly Paper[]): Paper[] {
  const periods: Paper[] = [];
  for (const paper of sorted) {
    const last = periods.at(-1);
    if (!last || paper.validFrom > last.validTo) periods.push({ ...paper });
    else if (paper.validTo > last.validTo) last.validTo = paper.validTo;
  }
  return periods;
}
