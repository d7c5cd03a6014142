import fc from 'fast-check';
import { addDays } from '@houtai/domain-kit';
import { PAPER_KINDS, Paper, PaperKind, REQUIRED_PAPERS, fitUntil, lapsedKinds } from './papers';

const DAY_0 = '2026-01-01T00:00:00.000Z';
const day = (n: number) => addDays(DAY_0, n);
const paper = (kind: PaperKind, from: number, to: number): Paper => ({
  kind,
  number: `${kind}-${from}`,
  validFrom: day(from),
  validTo: day(to),
});
const complete = REQUIRED_PAPERS.map((kind) => paper(kind, 0, 365));
const without = (kind: PaperKind) => complete.filter((p) => p.kind !== kind);

describe('papers of a vehicle', () => {
  it('make it fit until the first of them ends', () => {
    expect(fitUntil([...without('annual-inspection'), paper('annual-inspection', 0, 180)], day(10))).toBe(
      day(180),
    );
  });

  it.each(REQUIRED_PAPERS)('without %s it is not fit for a minute', (kind) => {
    expect(lapsedKinds(without(kind), day(1))).toEqual([kind]);
    expect(fitUntil(without(kind), day(1))).toBe(day(1));
  });

  it('end exactly at validTo, not a millisecond later', () => {
    expect(lapsedKinds(complete, day(365))).toEqual([...REQUIRED_PAPERS]);
    expect(lapsedKinds(complete, new Date(Date.parse(day(365)) - 1).toISOString())).toEqual([]);
  });

  it('a renewal that starts when the old policy ends leaves no gap', () => {
    const renewed = [...complete, ...REQUIRED_PAPERS.map((kind) => paper(kind, 365, 730))];
    expect(fitUntil(renewed, day(1))).toBe(day(730));
  });

  it('a renewal that starts a day later leaves a gap', () => {
    const renewed = [...complete, paper('commercial-insurance', 366, 730)];
    expect(fitUntil(renewed, day(1))).toBe(day(365));
    expect(lapsedKinds(renewed, day(365))).toContain('commercial-insurance');
  });

  it('a rental filing is not required, but once carried it must be in force', () => {
    expect(lapsedKinds(complete, day(1))).toEqual([]);
    expect(lapsedKinds([...complete, paper('rental-filing', 0, 1)], day(1))).toEqual(['rental-filing']);
  });

  it('for any papers: fit at every instant before fitUntil and unfit at it', () => {
    const anyPaper = fc
      .tuple(fc.constantFrom(...PAPER_KINDS), fc.nat(60), fc.integer({ min: 1, max: 60 }))
      .map(([kind, from, length]) => paper(kind, from, from + length));
    fc.assert(
      fc.property(fc.array(anyPaper, { maxLength: 25 }), fc.nat(60), fc.nat(120), (papers, at, probe) => {
        const end = fitUntil(papers, day(at));
        expect(lapsedKinds(papers, end)).not.toEqual([]);
        if (day(at) <= day(probe) && day(probe) < end) expect(lapsedKinds(papers, day(probe))).toEqual([]);
      }),
    );
  });
});
