import { local } from '../system/company';
import type { Office } from '../system/office';
import type { Page } from '../system/views';

interface Account {
  readonly code: string;
  readonly isCash: boolean;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

interface Rule {
  readonly rule: string;
  readonly source: string;
  readonly versions: readonly { readonly version: number }[];
}

interface Proposal {
  readonly id: string;
  readonly rule: string | null;
  readonly lines: readonly Line[];
  readonly entryIds: readonly string[];
}

interface Line {
  readonly account: string;
  readonly side: string;
  readonly amountFen: number;
}

interface Explanation {
  readonly basis: string;
  readonly rule: string;
  readonly equal: boolean | null;
  readonly posted: readonly Line[];
}

interface DryRun {
  readonly entries: number;
  readonly unexplained: number;
  readonly differing: number;
  readonly accounts: readonly object[];
}

/** What nobody publishes yet is posted by the same rules; and whatever was posted can be told and tried again. */
export function postingRulesJourney(office: () => Office): void {
  describe('posting rules', () => {
    const time = local('2026-05-04', '11:00');
    const postingDate = '2026-05-04';
    const accountant = () => office().as('accountant');
    const manager = () => office().as('finance-manager');
    const id = (n: number) => `01900000-0000-7000-8000-0000000000c${n}`;
    const workshop = { supplierId: id(1), documentId: id(2), vehicleId: id(3) };
    const bank = { code: '1002.31', name: '银行存款-工商银行', nameEn: 'Bank: ICBC', validFrom: postingDate };
    const request = (rule: string, facts: object) => ({
      time,
      body: { rule, facts, postingDate, memo: rule },
    });
    const brief = (lines: readonly Line[]) =>
      lines.map(({ side, account, amountFen }) => `${side}${account} ${amountFen}`);
    const byRule = async (rule: string, facts: object) => {
      const path = '/api/v1/entry-proposals/by-rule';
      const proposal = await accountant().post<Proposal>(path, request(rule, facts));
      const approve = `/api/v1/entry-proposals/${proposal.id}/approve`;
      const { entryIds } = await manager().post<Proposal>(approve, { time });
      const explained = await accountant().get<Explanation>(`/api/v1/entries/${entryIds[0]}/explanation`);
      expect(explained).toMatchObject({ basis: 'rule', rule, equal: true, posted: proposal.lines });
      return brief(explained.posted);
    };
    const refused = async (who: 'accountant' | 'finance-manager', path: string, ask: object) => {
      const { status, body } = await office().as(who).refused('POST', path, ask);
      return [status, body.code];
    };

    it('post to the account of a bank that was opened for it', async () => {
      await office().clock(time);
      const ask = { time, body: bank };
      expect(await refused('accountant', '/api/v1/accounts', ask)).toEqual([403, 'forbidden']);
      expect(await manager().post<Account>('/api/v1/accounts', ask)).toMatchObject({
        ...{ code: bank.code, isCash: true, validFrom: postingDate, validUntil: null },
      });
      expect(await refused('finance-manager', '/api/v1/accounts', ask)).toEqual([409, 'account-exists']);
    });

    it('make the lines of facts that one gives and another approves', async () => {
      const facts = { amountFen: 0, at: '1012', into: '1122', colour: 'red' };
      const path = '/api/v1/entry-proposals/by-rule';
      const { body: faulty } = await accountant().refused('POST', path, request('provider-settled', facts));
      expect(faulty).toMatchObject({ code: 'validation-failed' });
      const paidOut = { amountFen: 11_300, at: '1012', into: bank.code };
      expect(await byRule('provider-settled', paidOut)).toEqual(['D1002.31 11300', 'C1012 11300']);
      const bill = { ...workshop, grossFen: 11_300, vatRateBp: 1300 };
      expect(await byRule('maintenance-billed', bill)).toEqual([
        ...['D6401.02 10000', 'D2221.01.02 1300', 'C2202 11300'],
      ]);
      const paid = { ...workshop, amountFen: 11_300, from: bank.code, pays: 'supplies' };
      expect(await byRule('supplier-paid', paid)).toEqual(['D2202 11300', 'C1002.31 11300']);
    });

    it('end the account when nothing is left on it', async () => {
      const path = `/api/v1/accounts/${bank.code}/close`;
      const early = { time, body: { validUntil: postingDate } };
      expect(await refused('finance-manager', path, early)).toEqual([409, 'account-in-use']);
      const closed = await manager().post<Account>(path, { time, body: { validUntil: '2026-05-05' } });
      expect(closed.validUntil).toBe('2026-05-05');
      const again = request('provider-settled', { amountFen: 5, at: '1012', into: bank.code });
      const late = { time, body: { ...again.body, postingDate: '2026-05-06' } };
      expect(await refused('accountant', '/api/v1/entry-proposals/by-rule', late)).toEqual([
        ...[400, 'validation-failed'],
      ]);
    });

    it('explain every entry there is, those of real rentals as well', async () => {
      const { items } = await accountant().get<Page<{ id: string }>>('/api/v1/entries?limit=200');
      const told: Explanation[] = [];
      for (const entry of items)
        told.push(await accountant().get<Explanation>(`/api/v1/entries/${entry.id}/explanation`));
      expect(told.filter(({ equal }) => equal !== true)).toEqual([]);
      const rules = new Set(told.map(({ rule }) => rule));
      for (const rule of ['rental-day-accrued', 'rental-accruals-withdrawn', 'rental-settled'])
        expect(rules).toContain(rule);
    });

    it('post the same again when they are tried on a month', async () => {
      const { rules } = await accountant().get<{ rules: Rule[] }>('/api/v1/posting-rules');
      expect(rules.filter(({ source }) => source === 'hand').length).toBeGreaterThan(30);
      const body = { from: '2026-04-01', to: '2026-06-01' };
      let entries = 0;
      for (const { rule, versions } of rules) {
        const path = `/api/v1/posting-rules/${rule}/dry-run`;
        const { version } = versions[0] ?? { version: 1 };
        const run = await accountant().post<DryRun>(path, { time, body: { ...body, version } });
        expect(run).toMatchObject({ unexplained: 0, differing: 0, accounts: [] });
        entries += run.entries;
      }
      expect(entries).toBeGreaterThan(6);
      expect(await accountant().get('/api/v1/ledger-verification')).toMatchObject({ intact: true });
    });
  });
}
