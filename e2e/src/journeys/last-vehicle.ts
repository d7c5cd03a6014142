import { overlapping } from '@houtai/tools';
import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { Allocation, Page } from '../system/views';

const CUSTOMERS = 50;

/** Fifty customers want the last vehicle of a class in the same moment. */
export function lastVehicleJourney(office: () => Office): void {
  describe('the last vehicle of a class', () => {
    it('is promised to exactly one of fifty who ask at once; the others are told why not', async () => {
      await office().clock(local('2026-06-01', '08:00'));
      const company = await new Company(office(), { day: '2026-06-01', code: 'LAST', vehicles: 1 }).found();
      const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => company.customer()));
      const wish = company.wish(local('2026-06-02', '09:00'), local('2026-06-03', '09:00'));
      const time = local('2026-06-01', '12:00');
      const submitted = await Promise.all(customers.map((id) => company.submit(id, wish, { time })));
      expect(submitted.map(({ status }) => status)).toEqual(Array(CUSTOMERS).fill('submitted'));
      await office().settled();

      const answers = await Promise.all(submitted.map(({ id }) => company.reservation(id)));
      const promised = answers.filter(({ status }) => ['confirmed', 'ready'].includes(status));
      const rejected = answers.filter(({ status }) => status === 'rejected');
      expect(promised).toHaveLength(1);
      expect(rejected).toHaveLength(CUSTOMERS - 1);
      for (const { reasons = [] } of rejected) {
        expect(reasons.length).toBeGreaterThan(0);
        for (const { rule, message } of reasons) expect(rule && message).toBeTruthy();
      }

      const { items } = await office()
        .as('dispatcher')
        .get<Page<Allocation>>(`/api/v1/allocations?vehicleId=${company.vehicleIds[0]}&limit=200`);
      expect(items.map(({ reservationId }) => reservationId)).toEqual([promised[0]?.id]);
      expect(overlapping([...items])).toBe(0);
    });
  });
}
