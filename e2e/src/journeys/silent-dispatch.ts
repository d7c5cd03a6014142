import { Company, local } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { Allocation, CapacityHold, Page } from '../system/views';

/** Dispatch stands still while a reservation waits for it. */
export function silentDispatchJourney(office: () => Office): void {
  describe('a reservation that dispatch does not answer', () => {
    it('expires after fifteen minutes, and the late answer binds nobody', async () => {
      const time = local('2026-07-01', '09:00');
      await office().clock(time);
      const company = await new Company(office(), { day: '2026-07-01', code: 'SILENT', vehicles: 1 }).found();
      const [first, second] = [await company.customer(), await company.customer()];
      const wish = company.wish(local('2026-07-02', '09:00'), local('2026-07-03', '09:00'));
      await office().settled();

      const pid = office().service('dispatch').pid();
      if (pid === undefined) throw new Error('dispatch does not run');
      process.kill(pid, 'SIGSTOP');
      let id: string;
      try {
        id = (await company.submit(first, wish, { time })).id;
        await office().tick(local('2026-07-01', '09:14'));
        // Longer than orders needs to hear of the tick and to act on it.
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        expect((await company.reservation(id)).status).toBe('submitted');
        await office().tick(local('2026-07-01', '09:15'));
        await eventually(
          () => company.reservation(id),
          ({ status }) => status === 'expired',
        );
      } finally {
        process.kill(pid, 'SIGCONT');
      }

      await office().settled();
      expect((await company.reservation(id)).status).toBe('expired');
      const dispatcher = office().as('dispatcher');
      const holds = await dispatcher.get<Page<CapacityHold>>(`/api/v1/capacity-holds?reservationId=${id}`);
      expect(holds.items.map(({ status }) => status)).toEqual(['released']);
      const bound = await dispatcher.get<Page<Allocation>>(`/api/v1/allocations?reservationId=${id}`);
      expect(bound.items).toEqual([]);
      const again = await company.reserve(second, wish, { time: local('2026-07-01', '09:20') });
      expect(again.status).toBe('ready');
    });
  });
}
