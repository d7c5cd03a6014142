import { Company, local } from '../system/company';
import type { Ask } from '../system/colleague';
import type { Office } from '../system/office';
import type { Allocation, Page, Reservation } from '../system/views';

interface Relocation {
  readonly reservationId: string;
  readonly state: string;
  readonly vehicleId: string;
  readonly departsAt: string;
}

/** A wish beyond the vehicles of its branch is served by one that is driven there. */
export function relocationsJourney(office: () => Office): void {
  describe('a vehicle that is driven to the pick-up', () => {
    const day = '2026-08-10';
    const time = local(day, '09:00');
    const dispatcher = () => office().as('dispatcher');
    let company: Company;
    let customerId: string;
    let there: string;

    const reserve = (from: string, to: string, asked = time): Promise<Reservation> => {
      const wish = { pickUp: { branchId: there, at: from }, return: { branchId: there, at: to } };
      return company.reserve(customerId, { ...wish, classCode: company.classCode }, { time: asked });
    };
    const relocations = async (query = '') => {
      const path = `/api/v1/relocations?toBranchId=${there}&${query}`;
      return (await dispatcher().get<Page<Relocation>>(path)).items;
    };
    const drive = (from: string, to: string) => `/api/v1/drives/${from}/${to}`;
    const staff = <T>(path: string, ask: Ask) => office().as('branch-staff').post<T>(`/api/v1/${path}`, ask);

    beforeAll(async () => {
      await office().clock(local(day, '08:00'));
      company = await new Company(office(), { day, code: 'DRIVEN', vehicles: 2 }).found();
      customerId = await company.customer();
      const body = { code: 'DRIVEN-2', name: '门店 DRIVEN-2', city: '上海' };
      there = (await office().as('fleet-manager').post<{ id: string }>('/api/v1/branches', { time, body }))
        .id;
      await office().settled();
    });

    it('is promised as soon as a dispatcher has said how it gets there, and not before', async () => {
      const [from, to] = [local('2026-08-11', '10:00'), local('2026-08-12', '10:00')];
      expect((await reserve(from, to)).status).toBe('rejected');
      const terms = { time, body: { minutes: 60, costFen: 5_000 } };
      const path = drive(company.branchId, there);
      expect((await office().as('branch-staff').refused('PUT', path, terms)).status).toBe(403);
      const wrong = { time, body: { minutes: 0, costFen: 'free' } };
      const { status, body } = await dispatcher().refused('PUT', path, wrong);
      expect(status).toBe(400);
      expect(new Set(body.errors?.map(({ field }) => field))).toEqual(new Set(['minutes', 'costFen']));
      const defined = await dispatcher().put(path, terms);
      expect(await dispatcher().put(path, terms)).toEqual(defined);
      expect((await dispatcher().get<Page<object>>(`/api/v1/drives?toBranchId=${there}`)).items).toEqual([
        defined,
      ]);
      expect((await reserve(from, to)).status).toBe('confirmed');
    });

    it('is seen in the list and along the vehicle, and handed over once it was driven there', async () => {
      const [relocation] = await relocations();
      if (!relocation) throw new Error('nothing is to be driven');
      const { reservationId, vehicleId } = relocation;
      expect(relocation).toMatchObject({ state: 'planned', departsAt: local('2026-08-11', '09:00') });
      const timeline = `/api/v1/vehicle-timelines/${vehicleId}`;
      const { uses } = await dispatcher().get<{ uses: object[] }>(timeline);
      expect(uses).toMatchObject([
        { subject: { kind: 'transfer' }, pickUpBranchId: company.branchId, returnBranchId: there },
        { subject: { kind: 'rental', id: reservationId }, pickUpBranchId: there },
      ]);
      await office().clock(local('2026-08-10', '20:00'));
      expect(await relocations('state=bound')).toMatchObject([{ reservationId, vehicleId }]);
      expect(await company.reservation(reservationId)).toMatchObject({ status: 'ready' });

      const now = local('2026-08-11', '09:30');
      await staff(`vehicles/${vehicleId}/move`, { time: now, body: { branchId: there, odometerKm: 1_030 } });
      await office().settled();
      expect(await relocations('state=done')).toMatchObject([{ reservationId, vehicleId }]);
      const references = { rentalDepositReference: 'POS-D-1', violationDepositReference: 'POS-D-2' };
      await staff(`reservations/${reservationId}/handover`, {
        time: local('2026-08-11', '10:00'),
        body: { odometerKm: 1_030, fuelPercent: 100, ...references },
      });
      await office().settled();
      const path = `/api/v1/allocations?reservationId=${reservationId}&status=active`;
      expect((await dispatcher().get<Page<Allocation>>(path)).items).toMatchObject([{ vehicleId }]);
    });

    it('is driven nowhere when the customer cancels, and no more when the drive is forgotten', async () => {
      const now = local('2026-08-11', '10:05');
      const meanwhile = [local('2026-08-11', '14:00'), local('2026-08-12', '09:00'), now] as const;
      const { id, status } = await reserve(...meanwhile);
      expect(status).toBe('ready');
      const driven = async () => (await relocations()).map(({ reservationId }) => reservationId);
      expect(await driven()).toContain(id);
      await office()
        .as('customer-service-agent')
        .post(`/api/v1/reservations/${id}/cancel`, { time: now, body: { reason: 'customer' } });
      await office().settled();
      expect(await driven()).not.toContain(id);
      const path = drive(company.branchId, there);
      for (let n = 0; n < 2; n += 1)
        expect((await dispatcher().ask('DELETE', path, { time: now })).status).toBe(204);
      expect((await reserve(...meanwhile)).status).toBe('rejected');
    });
  });
}
