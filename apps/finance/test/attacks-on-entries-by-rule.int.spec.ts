import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import { booksDatabase, openMonths, refusal, type BooksDatabase } from './books-database';

const LINES = [
  { account: '1002', amountFen: 500, cashItem: 'X', side: 'D' },
  { account: '1012', amountFen: 500, cashItem: 'X', side: 'C' },
];
const CONTENT = JSON.stringify({
  facts: { amountFen: 500 },
  lines: LINES,
  rule: 'provider-settled',
  ruleVersion: 1,
});

interface Attempt {
  rule?: string;
  version?: number;
  kind?: string;
  maker?: string;
  checker?: string | null;
  facts?: string;
  amount?: number;
}

/** A rule by hand posts what two people looked at, and nothing else. */
describe('attacks on entries by rule', () => {
  let books: BooksDatabase;
  let app: Client;
  let mischief: Client;
  let admin: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, mischief, admin] = await Promise.all([books.app(), books.mischief(), books.admin()]);
    await openMonths(app, 202703, 202704);
  });
  afterAll(async () => books?.drop());

  const approved = async (content = CONTENT): Promise<string> => {
    const proposal = id();
    await app.query(
      `insert into entry_proposal (id, kind, content, maker, proposed_at) values ($1, 'entry', $2, 'maker', now())`,
      [proposal, content],
    );
    await app.query(
      `update entry_proposal set state = 'approved', checker = 'checker', decided_at = now() where id = $1`,
      [proposal],
    );
    return proposal;
  };
  const entry = (cause: string, attempt: Attempt = {}): string[] => {
    const {
      rule = 'provider-settled',
      version = 1,
      kind = 'normal',
      maker = 'maker',
      facts = CONTENT,
    } = attempt;
    const { checker = 'checker', amount = 500 } = attempt;
    const own = id();
    return [
      'begin',
      `insert into entry (id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, facts, n_lines, total_fen,
         maker, checker) values ('${own}', '2027-03-01', '${kind}', false, '${cause}', '${rule}', ${version},
         sha256('${facts}'), '${facts}', 2, ${amount}, '${maker}', ${checker === null ? 'null' : `'${checker}'`})`,
      `insert into line (entry_id, line_no, account, is_cash, dc, amount_fen, cash_item) values
         ('${own}', 1, '1002', true, 'D', ${amount}, 'X'), ('${own}', 2, '1012', true, 'C', ${amount}, 'X')`,
      'commit',
    ];
  };

  it.each<[string, Attempt]>([
    ['without a second person', { checker: null }],
    ['with a checker who approved nothing', { checker: 'somebody' }],
    ['of another maker', { maker: 'another' }],
    ['of other facts', { facts: CONTENT.replace('500', '501') }],
    ['by another rule', { rule: 'provider-fee-charged' }],
    ['by no rule', { rule: 'manual' }],
    ['by a rule of events', { rule: 'rental-settled' }],
    ['by another version', { version: 2 }],
    ['as another kind', { kind: 'closing' }],
    ['with other lines', { amount: 501 }],
  ])('refuses an entry %s, whoever posts it', async (_what, attempt) => {
    const proposal = await approved();
    for (const session of [app, mischief, admin])
      expect(await refusal(session, entry(proposal, attempt))).toBe('FIN16');
    expect(await refusal(app, entry(proposal))).toBeUndefined();
    expect(await refusal(app, entry(proposal))).toBe('23505');
  });

  it('refuses one of no proposal, and one of a proposal that is open', async () => {
    expect(await refusal(app, entry(id()))).toBe('FIN16');
    const open = id();
    await app.query(
      `insert into entry_proposal (id, kind, content, maker, proposed_at) values ($1, 'entry', $2, 'maker', now())`,
      [open, CONTENT],
    );
    expect(await refusal(app, entry(open))).toBe('FIN16');
  });

  it('takes no entry by a rule twice under another name', async () => {
    const proposal = await approved();
    expect(await refusal(app, entry(proposal))).toBeUndefined();
    expect(await refusal(app, entry(proposal, { rule: 'manual' }))).toBe('FIN16');
  });
});
