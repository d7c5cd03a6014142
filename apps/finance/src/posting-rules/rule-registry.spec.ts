import { mergeLines, type LineDraft } from './entry-draft';
import { SINCE_EVER, draftsBy, versionOn, type PostingRule } from './posting-rule';
import { RuleRegistry, versionsOf } from './rule-registry.service';

interface Fee {
  feeFen: number;
}

const lines =
  (revenue: string) =>
  ({ feeFen }: Fee): LineDraft[] =>
    mergeLines([
      { account: '1122', side: 'D', amountFen: feeFen },
      { account: revenue, side: 'C', amountFen: feeFen },
    ]);
const fee: PostingRule<Fee> = {
  name: 'fee',
  version: 2,
  from: '2027-04-01',
  kind: 'normal',
  meaning: 'A fee',
  lines: lines('6041'),
  before: [{ version: 1, from: SINCE_EVER, lines: lines('6301') }],
  trials: [{ version: 3, lines: lines('6051') }],
};

describe('the registry of posting rules', () => {
  it('has every rule once, under a name that the database takes', () => {
    const names = new RuleRegistry().all().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
  });

  it.each([
    ['2027-03-31', 1, '6301'],
    ['2027-04-01', 2, '6041'],
    ['2030-01-01', 2, '6041'],
    ['1850-01-01', 1, '6301'],
  ])('posts on %s by version %i', (day, version, revenue) => {
    expect(versionOn(fee, day).version).toBe(version);
    const [draft] = draftsBy(fee, { feeFen: 5 }, { id: 'event', facts: {}, day });
    expect(draft).toMatchObject({ ruleVersion: version, lines: [{}, { account: revenue }] });
  });

  it('knows the versions of before and those that are only tried', () => {
    const registry = new RuleRegistry();
    registry.add(fee);
    expect(versionsOf(fee)).toEqual([
      { version: 2, from: '2027-04-01' },
      { version: 1, from: SINCE_EVER },
      { version: 3 },
    ]);
    expect([1, 2, 3].map((version) => registry.version('fee', version)?.({ feeFen: 5 })[1]?.account)).toEqual(
      [...['6301', '6041', '6051']],
    );
    expect(registry.version('fee', 4)).toBeUndefined();
    expect(registry.version('nothing', 1)).toBeUndefined();
  });

  it.each([
    ['a name twice', { ...fee, name: 'rental-settled' }],
    ['versions out of order', { ...fee, before: [{ ...fee.before![0]!, version: 2 }] }],
    ['days out of order', { ...fee, before: [{ ...fee.before![0]!, from: '2027-04-01' }] }],
    ['a version twice', { ...fee, trials: [{ version: 1, lines: fee.lines }] }],
  ])('refuses %s', (_what, rule) => {
    expect(() => new RuleRegistry().add(rule)).toThrow(/rules? /i);
  });
});
