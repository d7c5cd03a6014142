import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { Page } from '../system/views';

interface DispatchPlan {
  readonly id: string;
  readonly reason: string;
  readonly inTime: boolean;
  readonly promises: number;
  readonly planningGap: number;
  readonly operationalGap: number;
  readonly utilisation: number;
}

const PATH = '/api/v1/dispatch-plans';

/** All classes planned together, when a dispatcher asks and when time does. */
export function dispatchPlansJourney(office: () => Office): void {
  describe('planning all classes together', () => {
    const time = local('2026-07-31', '09:00');

    it('measures the plan in force against the best there could be, for who may ask', async () => {
      await office().clock(local('2026-07-31', '08:00'));
      const company = await new Company(office(), { day: '2026-07-31', code: 'PLANS', vehicles: 2 }).found();
      const wish = company.wish(local('2026-08-05', '09:00'), local('2026-08-06', '09:00'));
      const { status } = await company.reserve(await company.customer(), wish, { time });
      expect(status).toBe('confirmed');
      const plan = await office().as('dispatcher').post<DispatchPlan>(PATH, { time });
      expect(plan).toMatchObject({ reason: 'asked', inTime: true });
      expect(plan.promises).toBeGreaterThan(0);
      expect(plan.planningGap).toBeLessThan(1);
      expect(await office().as('dispatcher').get(`${PATH}/${plan.id}`)).toEqual(plan);
      for (const [role, method] of [
        ['fleet-manager', 'POST'],
        ['customer-service-agent', 'GET'],
      ] as const)
        expect((await office().as(role).refused(method, PATH, { time })).status).toBe(403);
    });

    it('comes round every six hours, and each run is listed', async () => {
      await office().clock(local('2026-07-31', '15:01'));
      const { items } = await office().as('fleet-manager').get<Page<DispatchPlan>>(`${PATH}?limit=200`);
      expect(items.at(-1)).toMatchObject({ reason: 'due', inTime: true });
      expect(items.length).toBeGreaterThan(1);
    });
  });
}
