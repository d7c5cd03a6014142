import { local } from '../system/company';
import type { Office } from '../system/office';

interface Proposal {
  readonly id: string;
  readonly state: string;
  readonly maker: string;
  readonly checker: string | null;
  readonly entryIds: readonly string[];
}

interface Posted {
  readonly red: boolean;
  readonly maker: string;
  readonly checker: string | null;
  readonly reversedBy: string | null;
  readonly lines: readonly { readonly account: string; readonly side: string; readonly amountFen: number }[];
}

/** What is not posted from an event goes into the books by the hands of two people. */
export function booksByHandJourney(office: () => Office): void {
  describe('an entry by hand', () => {
    const time = local('2026-05-04', '09:00');
    const accountant = () => office().as('accountant');
    const manager = () => office().as('finance-manager');
    const branchId = '01900000-0000-7000-8000-0000000000b0';
    const body = {
      postingDate: '2026-05-04',
      memo: 'Office rent of May',
      lines: [
        { account: '6602', side: 'D', amountFen: 1_200_000, dept: 'office', branchId },
        { account: '1002', side: 'C', amountFen: 1_200_000, cashItem: 'O7' },
      ],
    };
    const entry = (id = '') => accountant().get<Posted>(`/api/v1/entries/${id}`);
    const refused = async (who: () => ReturnType<Office['as']>, path: string, ask: object = {}) => {
      const { status, body: problem } = await who().refused('POST', path, { time, ...ask });
      return [status, problem.code];
    };
    let posted: string;

    it('is posted by nobody alone', async () => {
      await office().clock(time);
      expect(await refused(accountant, '/api/v1/entries', { body })).toEqual([409, 'second-person-needed']);
      const own = await manager().post<Proposal>('/api/v1/entry-proposals', { time, body });
      expect(own).toMatchObject({ state: 'open', checker: null, entryIds: [] });
      expect(await refused(manager, `/api/v1/entry-proposals/${own.id}/approve`)).toEqual([
        409,
        'second-person-needed',
      ]);
      expect(await refused(accountant, `/api/v1/entry-proposals/${own.id}/approve`)).toEqual([
        403,
        'forbidden',
      ]);
      const back = await manager().post<Proposal>(`/api/v1/entry-proposals/${own.id}/reject`, { time });
      expect(back).toMatchObject({ state: 'rejected', entryIds: [] });
    });

    it('is posted once another has approved it, under both names', async () => {
      const { id, maker } = await accountant().post<Proposal>('/api/v1/entry-proposals', { time, body });
      const approved = await manager().post<Proposal>(`/api/v1/entry-proposals/${id}/approve`, { time });
      expect(approved).toMatchObject({ state: 'approved', maker });
      expect(approved.checker).not.toBe(maker);
      posted = approved.entryIds[0] ?? '';
      expect(await entry(posted)).toMatchObject({ red: false, maker, checker: approved.checker });
      expect(await refused(manager, `/api/v1/entry-proposals/${id}/approve`)).toEqual([
        409,
        'proposal-decided',
      ]);
    });

    it('is reversed in red in the same way, and the books stay sound', async () => {
      const wish = { time, body: { memo: 'Paid twice' } };
      const { id } = await accountant().post<Proposal>(`/api/v1/entries/${posted}/propose-reversal`, wish);
      expect((await entry(posted)).reversedBy).toBeNull();
      const { entryIds } = await manager().post<Proposal>(`/api/v1/entry-proposals/${id}/approve`, { time });
      const red = await entry(entryIds[0]);
      expect(red.red).toBe(true);
      expect(red.lines.map(({ account, amountFen }) => [account, amountFen])).toEqual([
        ['6602', -1_200_000],
        ['1002', -1_200_000],
      ]);
      expect((await entry(posted)).reversedBy).toBe(entryIds[0]);
      expect(await accountant().get('/api/v1/ledger-verification')).toMatchObject({ intact: true });
    });
  });
}
