import { randomUUID } from 'node:crypto';
import type { Answer, Ask } from '../system/colleague';
import { local } from '../system/company';
import type { Office } from '../system/office';
import type { Page } from '../system/views';

interface Complaint {
  readonly id: string;
  readonly branchId: string;
  readonly receivedAt: string;
}
type Counted = Page<Complaint> & { readonly count?: { readonly items: number; readonly more: boolean } };

const PATH = '/api/v1/complaints';

/** A list is sorted both ways and read page by page, while others write. */
export function listsJourney(office: () => Office): void {
  describe('a list', () => {
    /** Of nobody else: what other journeys write stays out. */
    const branchId = randomUUID();
    const written: string[] = [];

    const ask = <T = Counted>(query: string): Promise<Answer<T>> =>
      office().as('customer-service-agent').ask<T>('GET', `${PATH}?branchId=${branchId}&${query}`);
    const write = async (hour: string): Promise<string> => {
      const body = { customerId: randomUUID(), branchId, category: 'other', description: '车内有异味' };
      const told: Ask = { time: local('2026-12-11', hour), body };
      const { id } = await office().as('customer-service-agent').post<Complaint>(PATH, told);
      written.push(id);
      return id;
    };
    const idsOf = ({ body }: Answer<Counted>) => body.items.map(({ id }) => id);
    /** Follows `Link` from page to page. @param between what happens before each page but the first */
    const walk = async (query: string, between: () => Promise<unknown>): Promise<string[]> => {
      const seen: string[] = [];
      for (let page = await ask(query); ;) {
        seen.push(...idsOf(page));
        const link = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
        expect(link === undefined).toBe(page.body.next === null);
        if (link === undefined) return seen;
        await between();
        page = await office().as('customer-service-agent').ask<Counted>('GET', link);
      }
    };

    beforeAll(async () => {
      for (const hour of ['09:00', '10:00', '11:00', '12:00', '13:00']) await write(hour);
    });

    it('goes up and down, and says how long it is when asked', async () => {
      const up = await ask('sort=receivedAt&count=true');
      expect(idsOf(up)).toEqual(written);
      expect(up.body.count).toEqual({ items: 5, more: false });
      expect(idsOf(await ask('sort=-receivedAt'))).toEqual([...written].reverse());
      expect((await ask('limit=2')).body).not.toHaveProperty('count');
    });

    it('is walked while rows are written, and neither loses nor repeats what was there', async () => {
      const before = [...written];
      // behind the reader, who goes back in time
      const down = await walk('sort=-receivedAt&limit=2', () => write('14:00'));
      expect(down).toEqual(before.reverse());
      const there = [...written];
      // before the reader, who gets to them as well
      let more = 2;
      const up = await walk('sort=id&limit=3', async () => (more-- > 0 ? write('15:00') : undefined));
      expect(up).toEqual(written);
      expect(up.length).toBe(there.length + 2);
    });

    it('takes no cursor of another list, sort or filter, and no sort that no index answers', async () => {
      const { next } = (await ask('sort=-receivedAt&limit=2')).body;
      const agent = office().as('customer-service-agent');
      const others = [
        `/api/v1/surveys?branchId=${branchId}&after=${next}`,
        `${PATH}?branchId=${branchId}&sort=receivedAt&after=${next}`,
        `${PATH}?sort=-receivedAt&after=${next}`,
      ];
      for (const path of others) {
        const { status, body } = await agent.refused('GET', path);
        expect([status, body.errors?.map(({ field }) => field)]).toEqual([400, ['after']]);
      }
      const { body } = await agent.refused('GET', `${PATH}?overdue=true&sort=receivedAt`);
      expect(body.errors).toMatchObject([{ field: 'sort', rule: 'goesWithFilters' }]);
    });
  });
}
