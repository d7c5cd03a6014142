import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import {
  booksDatabase,
  header,
  lines,
  openMonths,
  pair,
  posting,
  refusal,
  type BooksDatabase,
} from './books-database';

/** Nobody posts by hand or reverses alone, whatever names he gives. */
describe('attacks on the need for two people', () => {
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

  const proposed = (proposal: string, content = '{"a":1}', reverses?: string) =>
    `insert into entry_proposal (id, kind, content, reverses, maker, proposed_at)
     values ('${proposal}', '${reverses ? 'reversal' : 'entry'}', '${content}', ${reverses ? `'${reverses}'` : 'null'}, 'maker', now())`;
  const approved = (proposal: string, by = 'checker') =>
    `update entry_proposal set state = 'approved', checker = '${by}', decided_at = now() where id = '${proposal}'`;
  /** A manual entry with facts and both names. */
  const manual = (
    cause: string,
    { facts = '{"a":1}', maker = 'maker', checker = 'checker' as string | null } = {},
  ) => {
    const entry = id();
    const head = header({ id: entry, event: cause, rule: 'manual', maker })
      .replace('maker)', 'maker, checker, facts)')
      .replace(`'${maker}')`, `'${maker}', ${checker ? `'${checker}'` : 'null'}, '${facts}')`)
      .replace(`decode(repeat('00', 32), 'hex')`, `sha256('${facts}')`);
    return ['begin', head, lines(entry, pair()), 'commit'];
  };

  it.each<[string, Parameters<typeof manual>[1]]>([
    ['by the maker alone', { checker: null }],
    ['by a maker and somebody who approved nothing', { checker: 'somebody' }],
    ['of another maker', { maker: 'another' }],
    ['of other facts than were approved', { facts: '{"a":2}' }],
  ])('refuses an entry by hand %s', async (_what, how) => {
    const proposal = id();
    await app.query(proposed(proposal));
    await app.query(approved(proposal));
    for (const session of [app, mischief, admin])
      expect(await refusal(session, manual(proposal, how))).toBe('FIN16');
    expect(await refusal(app, manual(id()))).toBe('FIN16');
    expect(await refusal(app, manual(proposal))).toBeUndefined();
    expect(await refusal(app, manual(proposal))).toBe('23505');
  });

  it('refuses an entry by hand of what is open or rejected', async () => {
    const proposal = id();
    await app.query(proposed(proposal));
    expect(await refusal(app, manual(proposal))).toBe('FIN16');
    await app.query(approved(proposal).replace('approved', 'rejected'));
    expect(await refusal(app, manual(proposal))).toBe('FIN16');
  });

  it('does not let one decide for two', async () => {
    const proposal = id();
    expect(await refusal(app, ['begin', proposed(proposal), approved(proposal)])).toBe('FIN16');
    await app.query(proposed(proposal));
    for (const session of [app, mischief, admin]) {
      expect(await refusal(session, [approved(proposal, 'maker')])).toBe('23514');
      expect(await refusal(session, [approved(proposal, '')])).toBe('23514');
    }
    expect(
      await refusal(app, [
        proposed(id())
          .replace('proposed_at)', 'proposed_at, state, checker, decided_at)')
          .replace('now())', `now(), 'approved', 'x', now())`),
      ]),
    ).toBe('FIN16');
  });

  it.each([
    `set content = '{}'`,
    `set maker = 'somebody'`,
    `set proposed_at = now()`,
    `set reverses = id`,
    `set kind = 'reversal'`,
    `set txid = '3'`,
    `set version = 9`,
  ])('keeps a proposal as it was made: %s', async (change) => {
    const proposal = id();
    await app.query(proposed(proposal));
    const sql = `update entry_proposal ${change} where id = '${proposal}'`;
    expect(await refusal(app, [sql])).toBe('42501');
    expect(await refusal(mischief, [sql])).toBe('FIN02');
  });

  it('keeps a decision, and every proposal', async () => {
    const proposal = id();
    await app.query(proposed(proposal));
    await app.query(approved(proposal));
    for (const state of ['open', 'rejected', 'approved'])
      expect(
        await refusal(app, [`update entry_proposal set state = '${state}' where id = '${proposal}'`]),
      ).toBe('FIN02');
    for (const sql of ['delete from entry_proposal', 'truncate entry_proposal']) {
      expect(await refusal(app, ['begin', sql])).toBe('42501');
      expect(await refusal(mischief, ['begin', sql])).toBe('FIN02');
    }
  });

  it('reverses only what somebody else approved, with what was posted for the same cause', async () => {
    const [cause, first, second, other] = [id(), id(), id(), id()];
    for (const [entry, rule, event] of [
      [first, 'settled', cause],
      [second, 'captured', cause],
      [other, 'settled', other],
    ] as const)
      expect(await refusal(app, posting({ id: entry, rule, event }))).toBeUndefined();
    const reversal = (reverses: string, maker: string, checker?: string) => {
      const [begin, head, rest, commit] = posting({
        id: id(),
        kind: 'reversal',
        reverses,
        total: -100,
        rule: 'reversal',
        event: reverses,
        maker,
      }) as [string, string, string, string];
      const signed = checker
        ? head.replace('maker)', 'maker, checker)').replace(`'${maker}')`, `'${maker}', '${checker}')`)
        : head;
      return [begin, signed, rest, commit];
    };
    for (const session of [app, mischief, admin]) {
      expect(await refusal(session, reversal(first, 'system'))).toBe('FIN16');
      expect(await refusal(session, reversal(first, 'maker', 'checker'))).toBe('FIN16');
    }
    const proposal = id();
    await app.query(proposed(proposal, '{"memo":"x"}', first));
    expect(await refusal(app, reversal(first, 'maker', 'checker'))).toBe('FIN16');
    await app.query(approved(proposal));
    expect(await refusal(app, reversal(other, 'maker', 'checker'))).toBe('FIN16');
    expect(await refusal(app, reversal(second, 'maker', 'checker'))).toBeUndefined();
    expect(await refusal(app, reversal(first, 'maker', 'checker'))).toBeUndefined();
    expect(await refusal(app, reversal(first, 'maker', 'checker'))).toBe('23505');
  });
});
