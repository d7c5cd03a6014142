import fc from 'fast-check';
import { isBalanced, isOfOneColour, type LineDraft } from './entry-draft';
import { factFaults } from './fact-faults';
import { RuleRegistry } from './rule-registry.service';
import { SCENARIOS, SUPPLIER } from '../../test/hand-rule-scenarios';

const registry = new RuleRegistry();
const brief = (lines: readonly LineDraft[]) =>
  lines.map(({ side, account, amountFen, cashItem }) => `${side}${account} ${amountFen}${cashItem ?? ''}`);
const made = (name: string, facts: object): LineDraft[] => {
  const rule = registry.findByHand(name);
  expect(rule && factFaults(rule, facts, 'facts')).toEqual([]);
  return registry.version(name, 1)?.(facts) ?? [];
};

describe('posting rules by hand', () => {
  it.each(SCENARIOS)('%s of %j posts %j', (name, facts, then) => {
    const lines = made(name, facts);
    expect(brief(lines)).toEqual(then);
    expect(isBalanced(lines) && isOfOneColour(lines)).toBe(true);
  });

  it('leaves out no rule', () => {
    const byHand = registry.all().filter(({ name }) => registry.findByHand(name));
    expect(byHand.map(({ name }) => name).sort()).toEqual(
      [...new Set(SCENARIOS.map(([name]) => name))].sort(),
    );
  });

  const gross = fc.record({
    grossFen: fc.integer({ min: 1, max: 1e13 }),
    vatRateBp: fc.constantFrom(0, 100, 300, 600, 900, 1300, 10_000),
  });
  it.each(SCENARIOS.filter(([, facts]) => 'grossFen' in facts))(
    '%s splits any gross amount exactly (property 8: N + T = G)',
    (name, facts) => {
      fc.assert(
        fc.property(gross, (split) => {
          const lines = made(name, { ...facts, ...split });
          expect(isBalanced(lines) && isOfOneColour(lines)).toBe(true);
          const whole = lines.filter(({ account, amountFen }) => {
            return Math.abs(amountFen) === split.grossFen || account.startsWith('1002');
          });
          expect(whole.length).toBeGreaterThan(0);
        }),
      );
    },
  );

  it.each([
    ['depreciation-charged', { costFen: 0, residualBp: 500, use: 'fleet' }, 'costFen', 19],
    ['insurance-amortised', { insurerId: SUPPLIER, netFen: 0 }, 'netFen', 20],
  ])('%s sums up to the whole over its months (property 7)', (name, facts, field, twentieths) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e10 }), fc.integer({ min: 1, max: 120 }), (units, months) => {
        const wholeFen = units * 20;
        const sumFen = Array.from({ length: months }, (_, n) =>
          made(name, { ...facts, [field]: wholeFen, months, monthNo: n + 1 }).reduce(
            (sum, { side, amountFen }) => (side === 'D' ? sum + amountFen : sum),
            0,
          ),
        ).reduce((sum, amountFen) => sum + amountFen, 0);
        expect(sumFen).toBe(units * twentieths);
      }),
      { numRuns: 30 },
    );
  });
});
