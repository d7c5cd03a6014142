import type { Span } from './plan';

export interface Paper {
  kind: string;
  validFrom: string;
  validTo: string;
}

/** Without each of these no vehicle may be rented (domain rules, "Compliance"). The rental filing is the branch's. */
export const REQUIRED_PAPERS = [
  'registration',
  'compulsory-insurance',
  'commercial-insurance',
  'annual-inspection',
] as const;

/** When all required papers, and any other kind the vehicle carries, are valid at once. Papers of one kind may follow each other. */
export function paperCover(papers: readonly Paper[]): Span[] {
  const kinds = new Set<string>([...REQUIRED_PAPERS, ...papers.map(({ kind }) => kind)]);
  let cover: Span[] = [{ from: -Infinity, to: Infinity }];
  for (const kind of kinds) cover = common(cover, union(papers.filter((paper) => paper.kind === kind)));
  return cover;
}

function union(papers: readonly Paper[]): Span[] {
  const spans = papers
    .map(({ validFrom, validTo }) => ({ from: Date.parse(validFrom), to: Date.parse(validTo) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push(span);
  }
  return joined;
}

function common(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) =>
    b
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  );
}
