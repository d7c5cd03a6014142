import { addDays } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import type { DryRunView, ExplanationView } from '../src/explanations/explanation.dto';
import { financeDefinition } from '../src/finance.definition';
import type { EntryView } from '../src/ledger/entry.dto';
import { RuleRegistry } from '../src/posting-rules/rule-registry.service';
import type { ChargeLine } from '@houtai/event-catalogue';
import type { LineDraft } from '../src/posting-rules/entry-draft';
import { rentalSettled, type RentalSettled } from '../src/posting-rules/rental-settled';
import type { ProposalView } from '../src/proposals/proposal.dto';
import { cancellation, charge, rentalEvents, type RentalWish } from './rental-events';

interface ProblemBody {
  code: string;
  errors?: { field: string; rule: string }[];
}

const PICK_UP = at('02:00');
const NOW = at('02:00', 20);

/** Fuel to other revenue: nobody decided so, it is only tried. */
const fuelElsewhere = ({ charges, about }: RentalSettled): LineDraft[] => {
  const isFuel = ({ code }: ChargeLine) => code === 'fuel-difference';
  const fuel = rentalSettled.lines({ charges: charges.filter(isFuel), about });
  return [
    ...rentalSettled.lines({ charges: charges.filter((one) => !isFuel(one)), about }),
    ...fuel.map((line) => (line.account === '6041' ? { ...line, account: '6051' } : line)),
  ];
};

describe('what entries are made of', () => {
  let finance: TestService;
  let rules: RuleRegistry;
  const orders = [testId(0x4001), testId(0x4002), testId(0x4003)] as const;
  const fee = testId(0x4004);

  const send = <Body>(path: string, body?: object, sub = 'maker') =>
    finance.http<Body & ProblemBody>('POST', `/api/v1/${path}`, {
      ...{ body, sub, roles: ['finance-manager'], time: NOW },
    });
  const approved = async (path: string, body: object): Promise<string[]> => {
    const { body: proposal } = await send<ProposalView>(path, body);
    const { body: done } = await send<ProposalView>(
      `entry-proposals/${proposal.id}/approve`,
      undefined,
      'checker',
    );
    return done.entryIds;
  };
  const all = async () =>
    (await finance.http<{ items: EntryView[] }>('GET', '/api/v1/entries?limit=200')).body.items;
  const explain = async (id: string) =>
    (await finance.http<ExplanationView>('GET', `/api/v1/entries/${id}/explanation`)).body;
  const tried = async (rule: string, body: object) =>
    (
      await send<DryRunView>(`posting-rules/${rule}/dry-run`, {
        ...{ version: 2, from: '2027-03-01', to: '2027-04-01' },
        ...body,
      })
    ).body;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    rules = finance.running.app.get(RuleRegistry, { strict: false });
    const wishes: RentalWish[] = orders.map((reservationId, n) => ({
      ...{ reservationId, pickUpAt: addDays(PICK_UP, n), dayFen: [19800, 22000, 18001] },
      ...{ extras: [charge('fuel-difference', 1130), charge('one-way', 106, 600)], depositFen: 30_000 },
    }));
    // In time, late, and settled early: whatever came first.
    const publish = async (wish: RentalWish, which: number) => {
      const { event, time } = rentalEvents(wish)[which]!;
      await finance.publish(event, { time });
      await finance.drained();
    };
    for (const wish of wishes) await publish(wish, 0);
    await finance.advanceTo(at('16:00', 1));
    await publish(wishes[1]!, 1);
    await publish({ ...wishes[2]!, settledAfterHours: 30, chargedDays: 2 }, 1);
    await finance.advanceTo(at('16:00', 5));
    await publish(wishes[0]!, 1);
    const { event, time } = cancellation(fee, 4000, at('01:00', 3));
    await finance.publish(event, { time });
    await finance.drained();
    await finance.advanceTo(NOW);
    await send('payments', { reservationId: fee, amountFen: 4000, method: 'card', reference: 'E-1' });
    const line = { dept: 'office', account: '6602', side: 'D', amountFen: 700 };
    const [byHand] = await approved('entry-proposals', {
      ...{ postingDate: '2027-03-20', memo: 'x' },
      lines: [line, { account: '1002', side: 'C', amountFen: 700, cashItem: 'O7' }],
    });
    await approved(`entries/${byHand}/propose-reversal`, { memo: 'Wrong' });
    await approved('entry-proposals/by-rule', {
      ...{ rule: 'provider-settled', postingDate: '2027-03-20', memo: 'x' },
      facts: { amountFen: 900, at: '1012', into: '1002' },
    });
  });
  afterAll(async () => finance?.close());

  it('is told of every entry, and makes the same lines again', async () => {
    const entries = await all();
    const told = await Promise.all(entries.map(({ id }) => explain(id)));
    expect(told.filter(({ equal }) => equal !== true)).toEqual([]);
    expect([...new Set(told.map(({ basis, rule }) => `${basis} ${rule}`))].sort()).toEqual([
      ...['hand manual', 'reversal reversal', 'rule cancellation-fee-charged', 'rule deposit-captured'],
      ...['rule payment-received', 'rule provider-settled', 'rule rental-accruals-withdrawn'],
      ...['rule rental-day-accrued', 'rule rental-settled'],
    ]);
    const settled = told.find(({ rule }) => rule === 'rental-settled')!;
    expect(settled).toMatchObject({
      ...{ ruleVersion: 2, explainedBy: 2, meaning: rentalSettled.meaning },
      facts: { charges: expect.any(Array), about: { orderId: expect.any(String) } },
    });
    expect(settled.made).toEqual(settled.posted);
  });

  it('still explains a withdrawal after one of its days was reversed', async () => {
    const entries = await all();
    const day = entries.find(({ rule, lines }) => {
      return rule === 'rental-day-accrued' && lines[0]?.reservationId === orders[0];
    })!;
    await approved(`entries/${day.id}/propose-reversal`, { memo: 'Wrong' });
    const withdrawn = entries.find(({ rule, lines }) => {
      return rule === 'rental-accruals-withdrawn' && lines[0]?.reservationId === orders[0];
    })!;
    expect(await explain(withdrawn.id)).toMatchObject({ equal: true, facts: { accrued: [{}, {}, {}] } });
  });

  it('makes no difference when it is tried by the version that posted it', async () => {
    for (const { name, version } of rules.all()) {
      const run = await tried(name, { version });
      expect(run).toMatchObject({ rule: name, unexplained: 0, differing: 0, accounts: [], next: null });
    }
    expect(await tried('rental-settled', {})).toMatchObject({ entries: 3 });
    expect(await tried('rental-day-accrued', {})).toMatchObject({ entries: 7 });
    expect(await tried('rental-day-accrued', { to: '2027-03-02' })).toMatchObject({ entries: 1 });
  });

  it('shows what another version would have posted, in as many answers as it takes', async () => {
    const version = jest.spyOn(rules, 'version');
    version.mockImplementation(() => (facts) => fuelElsewhere(facts as RentalSettled));
    const whole = await tried('rental-settled', { version: 99 });
    const account = (name: string) => whole.accounts.find(({ account }) => account === name);
    expect(whole).toMatchObject({ entries: 3, differing: 3, next: null });
    expect(whole.examples).toHaveLength(3);
    expect(account('6051')).toMatchObject({ postedFen: 0, triedFen: -3000, differenceFen: -3000 });
    expect(account('6041')).toMatchObject({ differenceFen: 3000 });
    expect(whole.accounts).toHaveLength(2);
    const parts: DryRunView[] = [];
    for (let after: string | undefined; ; after = parts.at(-1)?.next ?? undefined) {
      parts.push(await tried('rental-settled', { version: 99, limit: 2, after }));
      if (parts.at(-1)?.next === null) break;
    }
    expect(parts.map(({ entries }) => entries)).toEqual([2, 1]);
    const sum = parts.flatMap(({ accounts }) => accounts).filter(({ account: code }) => code === '6051');
    expect(sum.reduce((total, { differenceFen }) => total + differenceFen, 0)).toBe(-3000);
    version.mockRestore();
  });

  it('names what it cannot try', async () => {
    const faults = async (rule: string, body: object) => {
      const { code, errors } = (await tried(rule, body)) as unknown as ProblemBody;
      return [code, errors?.map(({ field, rule: broken }) => `${field} ${broken}`).sort()];
    };
    expect(await faults('nothing-of-this', {})).toEqual(['not-found', undefined]);
    expect(await faults('rental-settled', { version: 7, to: '2027-03-01' })).toEqual([
      'validation-failed',
      ['to isAfterFrom', 'version isVersionOfRule'],
    ]);
    expect(await faults('rental-settled', { version: 0, limit: 10_001, from: 'x' })).toEqual([
      'validation-failed',
      ['from isDay', 'limit max', 'version min'],
    ]);
    expect((await finance.http('GET', `/api/v1/entries/${testId(1)}/explanation`)).status).toBe(404);
  });

  it('is not known of entries whose facts were not kept', async () => {
    const [old] = await all();
    await finance.sql('alter table entry disable trigger user');
    await finance.sql(`update entry set facts = null where id = $1`, [old!.id]);
    await finance.sql('alter table entry enable trigger user');
    const { rule } = old!;
    expect(await explain(old!.id)).toMatchObject(
      rule === 'reversal' ? { basis: 'reversal' } : { basis: 'unknown', made: [], equal: null },
    );
  });

  it('a version is not tried behind an entry that is none of the rule: that would look like no difference', async () => {
    const wish = {
      version: 2,
      from: '2027-03-01',
      to: '2027-04-01',
      after: '01900000-0000-7000-8000-00000000ffff',
    };
    const { status, body } = await send('posting-rules/rental-settled/dry-run', wish);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'after', rule: 'isEntryOfRule' }] },
    });
  });
});
