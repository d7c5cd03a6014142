import { at, startTestService, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import type { AccountView } from '../src/ledger/account.dto';
import type { ProposalView } from '../src/proposals/proposal.dto';

interface ProblemBody {
  code: string;
  errors?: { field: string; rule: string }[];
}

const NOW = at('02:00', 1);

/** The rows of the chart of accounts in the design: 企业会计准则 beside 小企业会计准则. */
const CHART = {
  ...{ '1001': '1001', '1002': '1002', '1012': '1012', '1122': '1122', '1123': '1123', '1405': '1405' },
  ...{ '1221.01': '1221', '1221.02': '1221', '1601': '1601', '1602': '1602', '1606': '1606', '2001': '2001' },
  ...{ '2202': '2202', '2203': '2203', '2204': '2203', '2211': '2211', '2231': '2231', '2501': '2501' },
  ...{ '2221.01.01': '2221.01.01', '2221.01.02': '2221.01.02', '2221.01.07': '2221.01.07' },
  ...{ '2221.02': '2221.02', '2221.06': '2221.06', '2221.12': '2221.13', '2221.13': '2221.14' },
  ...{ '2221.14': '2221.15', '2241.01': '2241', '2701': '2701', '4001': '3001', '4103': '3103' },
  ...{ '4104': '3104', '6001': '5001', '6041': '5001', '6051': '5051', '6115': '5301', '6301': '5301' },
  ...{ '6401.01': '5401', '6403': '5403', '6601': '5601', '6602': '5602', '6603': '5603', '6711': '5711' },
};

describe('accounts', () => {
  let finance: TestService;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    await finance.advanceTo(NOW);
  });
  afterAll(async () => finance?.close());

  const send = <Body = AccountView>(path: string, body: object, roles = ['finance-manager']) =>
    finance.http<Body & ProblemBody>('POST', `/api/v1/${path}`, { body, sub: 'manager', roles, time: NOW });
  const open = (code: string, validFrom = '2027-03-01', roles?: string[]) =>
    send('accounts', { code, name: `银行存款-${code}`, nameEn: `Bank ${code}`, validFrom }, roles);
  const close = (code: string, validUntil: string) => send(`accounts/${code}/close`, { validUntil });
  const refusal = ({ status, body }: { status: number; body: ProblemBody }) => [
    status,
    body.code,
    body.errors?.map(({ field, rule }) => `${field} ${rule}`).sort(),
  ];
  const lines = (account: string, amountFen: number) => [
    { account: '6602', side: 'D', amountFen, dept: 'office' },
    { account, side: 'C', amountFen, cashItem: 'O7' },
  ];
  const propose = (account: string, amountFen: number, postingDate: string) =>
    send<ProposalView>('entry-proposals', { postingDate, memo: 'x', lines: lines(account, amountFen) });
  const post = async (account: string, amountFen: number, postingDate = '2027-03-02') => {
    const { body } = await propose(account, amountFen, postingDate);
    return finance.http<ProposalView & ProblemBody>('POST', `/api/v1/entry-proposals/${body.id}/approve`, {
      ...{ sub: 'checker', roles: ['finance-manager'], time: NOW },
    });
  };

  it('are those of the design, each with its place in either standard', async () => {
    const { body } = await finance.http<{ items: AccountView[] }>('GET', '/api/v1/accounts?limit=200');
    const known = new Map(body.items.map((account) => [account.code, account]));
    for (const [code, smallEnterpriseCode] of Object.entries(CHART))
      expect(known.get(code)).toMatchObject({ postable: true, smallEnterpriseCode, validUntil: null });
    for (const heading of ['1221', '2221', '2221.01', '2241', '6401'])
      expect(known.get(heading)).toMatchObject({ postable: false, validFrom: '1900-01-01', openedBy: null });
  });

  it('of a bank are opened once, and take postings from their first day on', async () => {
    const opened = await open('1002.01', '2027-03-02');
    expect(opened).toMatchObject({
      status: 201,
      body: {
        ...{ code: '1002.01', element: 'asset', normalSide: 'D', isCash: true, postable: true },
        ...{ smallEnterpriseCode: '1002', validFrom: '2027-03-02', validUntil: null, openedBy: 'manager' },
      },
    });
    expect(refusal(await open('1002.01'))).toEqual([409, 'account-exists', undefined]);
    expect((await open('1012.01')).body).toMatchObject({ smallEnterpriseCode: '1012', isCash: true });
    expect(refusal(await propose('1002.01', 5, '2027-03-01'))).toEqual([
      400,
      'validation-failed',
      ['lines[1].account isValidOnDay'],
    ]);
    expect(await post('1002.01', 500)).toMatchObject({ status: 200, body: { state: 'approved' } });
    const shown = await finance.http('GET', '/api/v1/accounts/1002.01');
    expect(shown.body).toEqual(opened.body);
  });

  it('name every fault of what is to be opened, and need the permission', async () => {
    const faulty = { code: '1001.01', name: '', nameEn: 5, validFrom: '2027-02-30', postable: false };
    expect(refusal(await send('accounts', faulty))).toEqual([
      400,
      'validation-failed',
      expect.arrayContaining([
        'code matches',
        'name isLength',
        'nameEn isString',
        'postable unknownField',
        'validFrom isDay',
      ]),
    ]);
    expect(refusal(await open('1002.09', '2027-03-01', ['accountant']))).toEqual([
      403,
      'forbidden',
      undefined,
    ]);
    expect((await finance.http('GET', '/api/v1/accounts/1002.09')).status).toBe(404);
    expect((await finance.http('GET', '/api/v1/accounts/x')).status).toBe(400);
  });

  it('are closed when nothing is left on them, after their last entry, and stay at nothing', async () => {
    await open('1002.02');
    await post('1002.02', 700);
    expect(refusal(await close('1002.02', '2027-03-10'))).toEqual([409, 'account-not-empty', undefined]);
    await post('1002.02', -700, '2027-03-04');
    expect(refusal(await close('1002.02', '2027-03-04'))).toEqual([409, 'account-in-use', undefined]);
    expect((await close('1002.02', '2027-03-05')).body).toMatchObject({
      ...{ validUntil: '2027-03-05', closedBy: 'manager' },
    });
    expect(refusal(await close('1002.02', '2027-03-05'))).toEqual([409, 'account-closed', undefined]);
    expect(refusal(await close('1002', '2027-03-05'))).toEqual([409, 'account-of-the-chart', undefined]);
    expect(refusal(await close('1002.77', '2027-03-05'))).toEqual([404, 'not-found', undefined]);
    expect(refusal(await propose('1002.02', 5, '2027-03-05'))).toEqual([
      400,
      'validation-failed',
      ['lines[1].account isValidOnDay'],
    ]);
    // On a day before its end: the lines are right, and it would hold something again.
    expect(refusal(await post('1002.02', 5, '2027-03-03'))).toEqual([409, 'account-not-valid', undefined]);
  });

  it('are not closed under a posting that is on its way', async () => {
    for (let n = 10; n < 18; n += 1) {
      const code = `1002.${n}`;
      await open(code);
      const { body } = await propose(code, 5, '2027-03-02');
      const approve = finance.http('POST', `/api/v1/entry-proposals/${body.id}/approve`, {
        ...{ sub: 'checker', roles: ['finance-manager'], time: NOW },
      });
      const [posted, closed] = await Promise.all([approve, close(code, '2027-03-03')]);
      expect([posted.status, closed.status].sort()).toEqual([200, 409]);
      const [left] = await finance.sql<{ fen: string }>(
        `select coalesce(sum(amount_fen), 0)::text as fen from line where account = $1`,
        [code],
      );
      expect(left?.fen).toBe(closed.status === 200 ? '0' : '5');
    }
  });

  it('lead no reversal to an account that has been closed', async () => {
    await open('1002.03');
    await post('1002.03', 100);
    const { body: back } = await post('1002.03', -100);
    await close('1002.03', '2027-03-03');
    const { body: proposal } = await send<ProposalView>(`entries/${back.entryIds[0]}/propose-reversal`, {
      memo: 'No',
    });
    const approved = await finance.http<ProblemBody>(
      'POST',
      `/api/v1/entry-proposals/${proposal.id}/approve`,
      {
        ...{ sub: 'checker', roles: ['finance-manager'], time: at('02:00', 5) },
      },
    );
    expect(refusal(approved)).toEqual([409, 'account-not-valid', undefined]);
  });
});
