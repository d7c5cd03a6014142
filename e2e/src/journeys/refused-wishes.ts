import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { Page } from '../system/views';

interface RefusedWish {
  readonly reservationId: string;
  readonly classCode: string;
  readonly fitsNow: boolean;
}

interface Run {
  readonly id: string;
  readonly refusedWishes: number;
  readonly couldBeServed: number;
  readonly onlineGap: number;
}

const PATH = '/api/v1/refused-wishes';
const DAY = '2026-07-31';

/** A branch that is full refuses a wish; the wish is seen, weighed, and could be served once somebody cancels. */
export function refusedWishesJourney(office: () => Office): void {
  describe('refused wishes', () => {
    const time = local(DAY, '16:00');
    const short = ['2026-08-10', '2026-08-14'];
    let company: Company;
    const promised: string[] = [];
    let refusedId = '';

    const listed = async () => {
      const query = `branchId=${company.branchId}&classCode=${company.classCode}&from=${time}`;
      return (await office().as('dispatcher').get<Page<RefusedWish>>(`${PATH}?${query}`)).items;
    };
    const run = () => office().as('dispatcher').post<Run>('/api/v1/dispatch-plans', { time });

    it('are listed for who may see what was promised', async () => {
      await office().clock(time);
      company = await new Company(office(), { day: DAY, code: 'FULL', vehicles: 1 }).found();
      for (const day of short) {
        const wish = company.wish(local(day, '09:00'), local(day, '18:00'));
        promised.push((await company.reserve(await company.customer(), wish, { time })).id);
      }
      const long = company.wish(local('2026-08-10', '09:00'), local('2026-08-15', '09:00'));
      const refused = await company.reserve(await company.customer(), long, { time });
      expect(refused.status).toBe('rejected');
      refusedId = refused.id;
      expect(await listed()).toMatchObject([{ reservationId: refusedId, fitsNow: false }]);
      for (const role of ['customer-service-agent', 'partner-agent'] as const)
        expect((await office().as(role).refused('GET', PATH)).status).toBe(403);
    });

    it('are what the online gap of a run is about', async () => {
      const plan = await run();
      expect(plan.refusedWishes).toBeGreaterThan(0);
      expect(plan.onlineGap).toBeGreaterThan(0);
      expect(await office().as('analyst').get(`/api/v1/dispatch-plans/${plan.id}`)).toEqual(plan);
    });

    it('fit when somebody has given back what was in the way', async () => {
      const before = await run();
      for (const id of promised)
        await office()
          .as('customer-service-agent')
          .post(`/api/v1/reservations/${id}/cancel`, { time, body: { reason: 'customer' } });
      await office().settled();
      expect(await listed()).toMatchObject([{ reservationId: refusedId, fitsNow: true }]);
      expect((await run()).couldBeServed).toBe(before.couldBeServed + 1);
    });
  });
}
