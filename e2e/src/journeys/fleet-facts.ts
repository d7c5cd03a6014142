import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { Conflict, Page, Reservation, Vehicle } from '../system/views';

/** What happens to vehicles between rentals: they are sold, taken elsewhere, brought back. Promises follow. */
export function fleetFactsJourney(office: () => Office): void {
  describe('what fleet does with a vehicle', () => {
    const day = '2026-06-08';
    const now = local(day, '09:00');
    const found = async (code: string, vehicles: number): Promise<[Company, string]> => {
      const company = await new Company(office(), { day, code, vehicles }).found();
      return [company, await company.customer()];
    };
    const tell = (vehicleId: string | undefined, verb: string, body?: object, time = now) =>
      office().as('fleet-manager').post<Vehicle>(`/api/v1/vehicles/${vehicleId}/${verb}`, { time, body });
    const inConflict = async (...reservations: Reservation[]) => {
      const { items } = await office()
        .as('dispatcher')
        .get<Page<Conflict>>('/api/v1/dispatch-conflicts?limit=200');
      return reservations.filter(({ id }) => items.some(({ reservationId }) => reservationId === id));
    };

    const escalationOf = async (reservationId = '') => {
      const dispatcher = office().as('dispatcher');
      const conflicts = `/api/v1/dispatch-conflicts`;
      const { items } = await dispatcher.get<Page<Conflict>>(`${conflicts}?reservationId=${reservationId}`);
      const path = `${conflicts}/${items[0]?.id}/options`;
      const { options } = await dispatcher.get<{ options: { kind: string }[] }>(path);
      expect((await office().as('partner-agent').refused('GET', path)).status).toBe(403);
      return { isTold: items[0]?.escalatedAt !== null, options: options.map(({ kind }) => kind) };
    };

    beforeAll(() => office().clock(local(day, '08:00')));

    it('sold, it serves nobody: not when it was expected back, and promises made before are listed', async () => {
      const [company, customerId] = await found('SOLD', 2);
      const wish = company.wish(local('2026-06-12', '10:00'), local('2026-06-13', '10:00'));
      const later = company.wish(local('2026-06-15', '10:00'), local('2026-06-16', '10:00'));
      const reserve = (what = wish) => company.reserve(customerId, what, { time: now });
      const promised = [await reserve(), await reserve()];
      expect(promised.map(({ status }) => status)).toEqual(['confirmed', 'confirmed']);

      const [sold] = company.vehicleIds;
      await tell(sold, 'ground', { reason: 'other', expectedBackAt: local('2026-06-10', '09:00') });
      await office().settled();
      expect(await inConflict(...promised)).toEqual([]);
      await tell(sold, 'put-on-sale');
      expect(await tell(sold, 'dispose')).toMatchObject({ lifeCycle: 'disposed' });
      await office().settled();

      const [lost] = await inConflict(...promised);
      await office().clock(now);
      expect(await escalationOf(lost?.id)).toEqual({ isTold: true, options: ['time', 'time', 'time'] });
      expect((await reserve()).status).toBe('rejected');
      const both = [await reserve(later), await reserve(later)];
      expect(both.map(({ status }) => status)).toEqual(['confirmed', 'rejected']);
    });

    it('taken to another branch, it serves those who pick up there', async () => {
      const [company, customerId] = await found('MOVED', 1);
      const { id: there } = await office()
        .as('fleet-manager')
        .post<{ id: string }>('/api/v1/branches', {
          time: now,
          body: { code: 'MOVED-2', name: '门店 MOVED-2', city: '苏州' },
        });
      const here = company.branchId;
      const [from, to] = [local('2026-06-12', '10:00'), local('2026-06-13', '10:00')];
      const reserve = (branchId: string) => {
        const wish = { pickUp: { branchId, at: from }, return: { branchId, at: to } };
        return company.reserve(customerId, { ...wish, classCode: company.classCode }, { time: now });
      };
      const promised = await reserve(here);
      expect(promised.status).toBe('confirmed');

      const [moved] = company.vehicleIds;
      const path = `/api/v1/vehicles/${moved}/move`;
      const body = { branchId: there, odometerKm: 1_080 };
      const request = { time: now, body, headers: { 'idempotency-key': 'move-once' } };
      const answer = await office().as('branch-staff').post<Vehicle>(path, request);
      expect(answer).toMatchObject({ branchId: there, odometerKm: 1_080 });
      expect(await office().as('branch-staff').post(path, request)).toEqual(answer);
      expect((await office().as('analyst').refused('POST', path, request)).status).toBe(403);
      await office().settled();

      expect(await inConflict(promised)).toHaveLength(1);
      expect((await reserve(there)).status).toBe('confirmed');
    });

    it('returned, it is expected, and given to the next customer only when it was checked in', async () => {
      const [company, customerId] = await found('BACK', 1);
      const staff = office().as('branch-staff');
      const wish = company.wish(local(day, '10:00'), local(day, '20:00'));
      const first = await company.reserve(customerId, wish, { time: now });
      expect(first.status).toBe('ready');
      const handover = {
        ...{ odometerKm: 1_000, fuelPercent: 100 },
        ...{ rentalDepositReference: 'POS-BACK-1', violationDepositReference: 'POS-BACK-2' },
      };
      const agreement = await staff.post<{ id: string }>(`/api/v1/reservations/${first.id}/handover`, {
        time: local(day, '10:00'),
        body: handover,
      });
      await office().settled();
      await staff.post(`/api/v1/agreements/${agreement.id}/return`, {
        time: local(day, '12:00'),
        body: { branchId: company.branchId, odometerKm: 1_100, fuelPercent: 100 },
      });
      await office().settled();

      const next = company.wish(local(day, '18:00'), local('2026-06-09', '18:00'));
      const time = local(day, '12:05');
      const { id } = await company.reserve(await company.customer(), next, { time });
      await office().clock(local(day, '12:10'));
      expect((await company.reservation(id)).status).toBe('confirmed');
      const report = { cleaned: true, odometerKm: 1_101, energyPercent: 90, damage: '左后门有划痕' };
      const [back] = company.vehicleIds;
      const checkedIn = await tell(back, 'check-in', report, local(day, '12:30'));
      expect(checkedIn).toMatchObject({ operation: 'available', odometerKm: 1_101 });
      await office().clock(local(day, '12:31'));
      expect(await company.reservation(id)).toMatchObject({ status: 'ready', vehicleId: back });
    });
  });
}
