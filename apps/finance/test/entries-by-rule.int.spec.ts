import { checkSymbol } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import type { EntryView } from '../src/ledger/entry.dto';
import { HAND_RULES } from '../src/posting-rules/posting-rules';
import type { PostingRulesView } from '../src/posting-rules/posting-rule.dto';
import type { ProposalView } from '../src/proposals/proposal.dto';
import { ORDER, SCENARIOS } from './hand-rule-scenarios';
import { cancellation } from './rental-events';

interface ProblemBody {
  code: string;
  errors?: { field: string; rule: string }[];
}

const NOW = at('02:00', 1);

describe('entries by rule', () => {
  let finance: TestService;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    await finance.advanceTo(NOW);
    const { event, time } = cancellation(ORDER, 100, at('01:00'));
    await finance.publish(event, { time });
    await finance.drained();
    for (const [code, name] of Object.entries({ '1002.01': 'Bank', '1012.01': 'Provider' }))
      await send('accounts', { code, name, nameEn: name, validFrom: '2027-03-01' });
  });
  afterAll(async () => finance?.close());

  const send = <Body = ProposalView>(
    path: string,
    body?: object,
    sub = 'maker',
    roles = ['finance-manager'],
  ) => finance.http<Body & ProblemBody>('POST', `/api/v1/${path}`, { body, sub, roles, time: NOW });
  const propose = (rule: string, facts: object, postingDate = '2027-03-02', roles?: string[]) =>
    send('entry-proposals/by-rule', { rule, facts, postingDate, memo: rule }, 'maker', roles);
  const approve = (id: string, by = 'checker') => send(`entry-proposals/${id}/approve`, undefined, by);
  const entry = async (id = '') => (await finance.http<EntryView>('GET', `/api/v1/entries/${id}`)).body;
  const refusal = ({ status, body }: { status: number; body: ProblemBody }) => [
    status,
    body.code,
    body.errors?.map(({ field, rule }) => `${field} ${rule}`).sort(),
  ];
  const brief = ({ lines }: Pick<EntryView, 'lines'>) =>
    lines.map(({ side, account, amountFen, cashItem }) => `${side}${account} ${amountFen}${cashItem ?? ''}`);

  it.each(SCENARIOS)('%s of %j is proposed, approved and posted as %j', async (rule, facts, then) => {
    const { status, body: proposal } = await propose(rule, facts);
    expect(status).toBe(201);
    expect(proposal).toMatchObject({ state: 'open', rule, ruleVersion: 1, facts, kind: 'entry' });
    const { body: approved } = await approve(proposal.id);
    expect(approved).toMatchObject({ state: 'approved', entryIds: [expect.any(String)] });
    const posted = await entry(approved.entryIds[0]);
    expect(brief(posted)).toEqual(then);
    expect(posted).toMatchObject({ rule, ruleVersion: 1, causeId: proposal.id });
    expect(posted).toMatchObject({ maker: 'maker', checker: 'checker', facts: { facts, rule } });
  });

  it('are listed with what they need, and the database knows which need two people', async () => {
    const { body } = await finance.http<PostingRulesView>('GET', '/api/v1/posting-rules');
    const byHand = body.rules.filter(({ source }) => source === 'hand').map(({ rule }) => rule);
    expect(byHand).toEqual(HAND_RULES.map(({ name }) => name));
    const [kept] = await finance.sql<{ condition: string }>(
      `select pg_get_triggerdef(oid) as condition from pg_trigger where tgname = 'entry_by_rule_two_people'`,
    );
    const named = [...(kept?.condition ?? '').matchAll(/'([a-z-]+)'::text/g)].map(([, name]) => name);
    expect(named.filter((name) => name !== 'reversal').sort()).toEqual([...byHand].sort());
    expect(body.rules.find(({ rule }) => rule === 'rental-settled')).toMatchObject({
      ...{ source: 'events', factsSchema: null, versions: [{ version: 2, from: '1900-01-01' }] },
    });
    expect(body.rules.find(({ rule }) => rule === 'provider-settled')).toMatchObject({
      factsSchema: { properties: { at: { type: 'string' }, amountFen: { minimum: 1 } } },
    });
  });

  it('have every fault of their facts named', async () => {
    expect(refusal(await propose('rental-settled', {}))).toEqual([
      400,
      'validation-failed',
      ['rule isRuleByHand'],
    ]);
    const facts = { amountFen: 5, at: '1012', into: '1002', more: 1 };
    expect(refusal(await propose('provider-settled', facts, '2027-02-30'))).toEqual([
      400,
      'validation-failed',
      ['postingDate isDay'],
    ]);
    expect(refusal(await propose('provider-settled', facts))).toEqual([
      400,
      'validation-failed',
      ['facts.more unknownField'],
    ]);
    expect(refusal(await propose('provider-settled', { amountFen: 5, at: '1012', into: '1002.77' }))).toEqual(
      [400, 'validation-failed', ['facts.into isKnown']],
    );
    const unknown = { reservationId: testId(0x3fff), customerId: testId(0xc1) };
    expect(refusal(await propose('extra-charged', { ...unknown, grossFen: 5, vatRateBp: 1300 }))).toEqual([
      400,
      'validation-failed',
      ['facts.reservationId isKnown'],
    ]);
    const nothing = { operationsFen: 0, salesFen: 0, officeFen: 0 };
    expect(refusal(await propose('payroll-booked', nothing))).toEqual([
      400,
      'validation-failed',
      ['facts movesMoney'],
    ]);
    expect(refusal(await propose('vat-transferred', { amountFen: 5 }, '2027-05-09'))).toEqual([
      409,
      'posting-day-out-of-reach',
      undefined,
    ]);
    expect((await propose('vat-transferred', { amountFen: 5 }, undefined, ['branch-staff'])).status).toBe(
      403,
    );
  });

  it('take ids however they are written, and the number of an order for its id', async () => {
    const number = `K3MP-7WXY-${checkSymbol('K3MP7WXY')}`;
    const told = cancellation(testId(0x3002), 100, at('01:00'));
    const numbered = { ...told.event, data: { ...(told.event.data as object), number } };
    await finance.publish(numbered, { time: told.time });
    await finance.drained();
    const facts = { customerId: testId(0xabc).toUpperCase(), amountFen: 500, into: '1012' };
    const { body: proposal } = await propose('cash-deposit-received', {
      ...facts,
      reservationId: number.toLowerCase(),
    });
    expect(proposal.facts).toMatchObject({ reservationId: testId(0x3002), customerId: testId(0xabc) });
    expect((await approve(proposal.id)).status).toBe(200);
    const strange = { ...facts, reservationId: `urn:uuid:${testId(0x3002)}` };
    expect(refusal(await propose('cash-deposit-received', strange))).toEqual([
      400,
      'validation-failed',
      ['facts.reservationId isUuid'],
    ]);
    const nobodys = { ...facts, reservationId: '0000-0000-0' };
    expect(refusal(await propose('cash-deposit-received', nobodys))).toEqual([404, 'not-found', undefined]);
  });

  it('need somebody else, and are reversed as any', async () => {
    const { body: proposal } = await propose('vat-transferred', { amountFen: 5 });
    expect(refusal(await approve(proposal.id, 'maker'))).toEqual([409, 'second-person-needed', undefined]);
    const { body: approved } = await approve(proposal.id);
    const { body: back } = await send(`entries/${approved.entryIds[0]}/propose-reversal`, { memo: 'Wrong' });
    const { body: reversed } = await approve(back.id);
    expect(brief(await entry(reversed.entryIds[0]))).toEqual(['D2221.01.07 -5', 'C2221.02 -5']);
  });

  it('move what an order owes', async () => {
    const receivable = async () =>
      (await finance.http<{ chargedFen: number }>('GET', `/api/v1/receivables/${ORDER}`)).body.chargedFen;
    const before = await receivable();
    const { body: proposal } = await propose('extra-charged', {
      ...{ reservationId: ORDER, customerId: testId(0xc1), grossFen: 500, vatRateBp: 1300 },
    });
    await approve(proposal.id);
    expect(await receivable()).toBe(before + 500);
    const verified = await finance.http('GET', '/api/v1/ledger-verification');
    expect(verified.body).toMatchObject({ intact: true });
  });

  it('close a month while it takes nothing else', async () => {
    const closing = { balances: [{ account: '6602', side: 'D', amountFen: 200 }] };
    const [{ body: last }, { body: late }] = [
      await propose('month-closed', closing, '2027-03-31'),
      await propose('vat-transferred', { amountFen: 5 }, '2027-03-31'),
    ];
    expect((await send('periods/202703/start-closing')).status).toBe(200);
    expect(refusal(await approve(late.id))).toEqual([409, 'period-not-open', undefined]);
    const { body: approved } = await approve(last.id);
    expect(await entry(approved.entryIds[0])).toMatchObject({ kind: 'closing', postingDate: '2027-03-31' });
  });
});
