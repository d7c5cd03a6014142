import fc from 'fast-check';
import { isBalanced, mergeLines, type LineDraft } from '../posting-rules/entry-draft';
import { reversalOf, type StoredEntry } from './reversal';

const by = { day: '2027-03-02', maker: 'maker', memo: 'wrong' };
const line: fc.Arbitrary<LineDraft> = fc.record({
  account: fc.constantFrom('1122', '6041', '2221.06'),
  side: fc.constantFrom('D' as const, 'C' as const),
  amountFen: fc.integer({ min: -1e9, max: 1e9 }).filter((fen) => fen !== 0),
  branchId: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  orderId: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});
const entry = (lines: readonly LineDraft[]): StoredEntry => ({
  id: 'e',
  kind: 'normal',
  rule: 'deposit-captured',
  day: '2027-03-01',
  lines,
});

describe('a reversal', () => {
  it('brings every account and dimension back to zero (property 4)', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 8 }), (lines) => {
        const reversal = reversalOf(entry(lines), by);
        expect(mergeLines([...lines, ...reversal.lines])).toEqual([]);
        expect(isBalanced(reversal.lines)).toBe(isBalanced(lines));
      }),
    );
  });

  it('names what it reverses and is caused by it, so that there is one only', () => {
    expect(reversalOf(entry([]), by)).toMatchObject({
      kind: 'reversal',
      reverses: 'e',
      causeId: 'e',
      rule: 'reversal',
      ...by,
    });
  });

  it('is refused for a reversal and for what was reversed before', () => {
    expect(() => reversalOf({ ...entry([]), kind: 'reversal' }, by)).toThrow(
      expect.objectContaining({ code: 'entry-is-a-reversal' }),
    );
    expect(() => reversalOf({ ...entry([]), reversedBy: 'r' }, by)).toThrow(
      expect.objectContaining({ code: 'entry-already-reversed' }),
    );
  });
});
