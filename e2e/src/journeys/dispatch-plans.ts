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

interface PlannedHold {
  readonly id: string;
  readonly vehicleId: string;
  readonly classCode: string;
  readonly subject: { readonly kind: string; readonly id: string };
}

const PATH = '/api/v1/dispatch-plans';

/** All classes planned together, when a dispatcher asks and when time does. */
export function dispatchPlansJourney(office: () => Office): void {
  describe('planning all classes together', () => {
    const time = local('2026-07-31', '09:00');
    let company: Company;

    it('measures the plan in force against the best there could be, for who may ask', async () => {
      await office().clock(local('2026-07-31', '08:00'));
      company = await new Company(office(), { day: '2026-07-31', code: 'PLANS', vehicles: 2 }).found();
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

    it('is looked at along a vehicle and a branch, changed by a wish, and tried with a branch closed', async () => {
      const dispatcher = office().as('dispatcher');
      const { branchId } = company;
      const { items } = await dispatcher.get<Page<PlannedHold>>(
        `/api/v1/capacity-holds?branchId=${branchId}`,
      );
      const hold = items.at(0);
      if (!hold) throw new Error('nothing was promised');
      const pinPath = `/api/v1/capacity-holds/${hold.id}/pin`;
      expect((await office().as('analyst').refused('POST', pinPath, { time, body: {} })).status).toBe(403);
      expect(await dispatcher.post(pinPath, { time, body: {} })).toMatchObject({ pinned: true });
      const { uses } = await dispatcher.get<{ uses: object[] }>(
        `/api/v1/vehicle-timelines/${hold.vehicleId}`,
      );
      expect(uses).toMatchObject([{ subject: hold.subject, status: 'pinned' }]);
      const days = `from=${local('2026-08-05', '00:00')}&to=${local('2026-08-07', '00:00')}`;
      const along = await dispatcher.get<Page<object>>(`/api/v1/branch-timelines/${branchId}?${days}`);
      expect(along.items).toMatchObject([{ kind: 'pick-up', vehicleId: hold.vehicleId }, { kind: 'return' }]);
      expect(await dispatcher.get(`/api/v1/what-if?closedBranchId=${branchId}`)).toMatchObject({
        classes: [{ classCode: hold.classCode, lost: 1, lostFirst: [{ capacityHoldId: hold.id }] }],
      });
      const elsewhere = { time, body: { vehicleId: hold.vehicleId } };
      const forbidden = await dispatcher.post<PlannedHold>(
        `/api/v1/capacity-holds/${hold.id}/forbid-vehicle`,
        elsewhere,
      );
      expect(forbidden.vehicleId).not.toBe(hold.vehicleId);
      expect(forbidden).toMatchObject({ pinned: false, conflict: null });
    });

    it('comes round every six hours, and each run is listed', async () => {
      await office().clock(local('2026-07-31', '15:01'));
      const { items } = await office().as('fleet-manager').get<Page<DispatchPlan>>(`${PATH}?limit=200`);
      expect(items.at(-1)).toMatchObject({ reason: 'due', inTime: true });
      expect(items.length).toBeGreaterThan(1);
    });
  });
}
