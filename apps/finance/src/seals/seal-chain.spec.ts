import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  checkSeals,
  EMPTY_CHAIN,
  HASH_VERSION,
  hashOf,
  type ChainHead,
  type Seal,
  type SealedContent,
} from './seal-chain';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const content: fc.Arbitrary<SealedContent> = fc.record({
  entryId: fc.uuid(),
  period: fc.constantFrom(202703, 202704, 202705),
  header: fc.array(fc.option(fc.string()), { minLength: 1, maxLength: 5 }),
  lines: fc.array(fc.array(fc.option(fc.string()), { minLength: 1, maxLength: 4 }), {
    minLength: 2,
    maxLength: 4,
  }),
});
const contents = fc.array(content, { minLength: 1, maxLength: 12 });

describe('the chain of seals (property 10)', () => {
  it('numbers each period from 1 without a gap and verifies, in one batch or in many', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (entries, cut) => {
        const at = cut % entries.length;
        const first = sealAll(EMPTY_CHAIN, entries.slice(0, at));
        const second = sealAll(first.head, entries.slice(at));
        const seals = [...first.seals, ...second.seals];
        expect(seals).toEqual(sealAll(EMPTY_CHAIN, entries).seals);
        for (const period of [202703, 202704, 202705]) {
          const numbers = seals.filter((seal) => seal.period === period).map(({ voucherNo }) => voucherNo);
          expect(numbers).toEqual(numbers.map((_, n) => n + 1));
        }
        const sealed = seals.map((seal, n) => ({ seal, content: entries[n]! }));
        expect(checkSeals(EMPTY_CHAIN, sealed, sha256)).toEqual({ faults: [], head: second.head });
      }),
    );
  });

  it('tells a field from its neighbour and nothing from empty', () => {
    const of = (header: (string | null)[]) =>
      sealAll(EMPTY_CHAIN, [{ entryId: 'e', period: 202703, header, lines: [] }]).head.hash;
    expect(
      new Set([of(['a', 'b']), of(['ab', '']), of(['', 'ab']), of([null, 'ab']), of(['a","b'])]).size,
    ).toBe(5);
  });

  it('finds any changed field', () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.nat(), fc.nat(), (entries, entryNo, lineNo, fieldNo) => {
        const { seals } = sealAll(EMPTY_CHAIN, entries);
        const changed = structuredClone(entries) as unknown as { lines: (string | null)[][] }[];
        const lines = changed[entryNo % entries.length]!.lines;
        const line = lines[lineNo % lines.length]!;
        line[fieldNo % line.length] += '!';
        const sealed = seals.map((seal, n) => ({ seal, content: changed[n] as unknown as SealedContent }));
        expect(checkSeals(EMPTY_CHAIN, sealed, sha256).faults.map(({ fault }) => fault)).toEqual([
          'content-changed',
        ]);
      }),
    );
  });
});

/** Seals entries in the order given, as the database does. */
function sealAll(head: ChainHead, contents: readonly SealedContent[]): { seals: Seal[]; head: ChainHead } {
  const seals: Seal[] = [];
  const vouchers = new Map(head.vouchers);
  let { seq, hash: prevHash } = head;
  for (const content of contents) {
    const { entryId, period } = content;
    const voucherNo = (vouchers.get(period) ?? 0) + 1;
    const unhashed = { seq: seq + 1, entryId, period, voucherNo, prevHash, hashVersion: HASH_VERSION };
    const seal = { ...unhashed, hash: hashOf(unhashed, content, sha256) };
    seals.push(seal);
    vouchers.set(period, voucherNo);
    ({ seq, hash: prevHash } = seal);
  }
  return { seals, head: { seq, hash: prevHash, vouchers } };
}
