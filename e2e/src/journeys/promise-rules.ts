import { addDays } from '@houtai/domain-kit';
import { Company, PRICES, local, vehicleBody } from '../system/company';
import type { Office } from '../system/office';
import type { Reservation } from '../system/views';

/** Whom a promise is made to, what it may become, and what leaving it costs. */
export function promiseRulesJourney(office: () => Office): void {
  describe('a promise and its rules', () => {
    const now = local('2026-07-21', '09:00');
    const pickUpAt = local('2026-07-22', '09:00');
    const dueAt = local('2026-07-23', '09:00');
    let company: Company;
    let noShowCustomer: string;

    const as = (role: string, id: string, name: string, time: string, body: unknown) =>
      office().as(role).post<Reservation>(`/api/v1/reservations/${id}/${name}`, { time, body });
    const agent = (id: string, name: string, time: string, body: unknown) =>
      as('customer-service-agent', id, name, time, body);

    beforeAll(async () => {
      await office().clock(now);
      company = await new Company(office(), { day: '2026-07-21', code: 'RULES', vehicles: 4 }).found();
    });

    it('two classes of one rank are refused: nobody could say which is higher', async () => {
      const { status, body } = await office()
        .as('fleet-manager')
        .refused('POST', '/api/v1/vehicle-classes', {
          time: now,
          body: { classCode: 'rules-twin', name: '同级', rank: company.rank },
        });
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'vehicle-class-rank-taken' });
    });

    it('is withdrawn at the cost of the company by who may, and with a reason', async () => {
      const { id } = await company.reserve(await company.customer(), company.wish(pickUpAt, dueAt), {
        time: now,
      });
      const path = `/api/v1/reservations/${id}/cancel`;
      const body = { reason: 'company', note: 'The branch is flooded' };
      const time = local('2026-07-22', '08:30');
      const refused = await office().as('customer-service-agent').refused('POST', path, { time, body });
      expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'forbidden' });
      const silent = await office()
        .as('customer-service-supervisor')
        .refused('POST', path, { time, body: { reason: 'company' } });
      expect(silent.body.errors).toEqual([expect.objectContaining({ field: 'note' })]);
      const cancelled = await as('customer-service-supervisor', id, 'cancel', time, body);
      expect(cancelled.cancellation).toMatchObject({ feeFen: 0, note: 'The branch is flooded' });
      await office().settled();
    });

    it('costs the same to leave when the pick-up was moved away before', async () => {
      const { id } = await company.reserve(await company.customer(), company.wish(pickUpAt, dueAt), {
        time: now,
      });
      const time = local('2026-07-22', '04:00');
      const { branchId } = company;
      await agent(id, 'change', time, {
        pickUp: { branchId, at: addDays(pickUpAt, 10) },
        return: { branchId, at: addDays(dueAt, 10) },
      });
      await office().settled();
      expect((await company.reservation(id)).change?.status).toBe('accepted');
      const cancelled = await agent(id, 'cancel', time, { reason: 'customer' });
      expect(cancelled.cancellation).toMatchObject({ feeFen: 9_900 });
      await office().settled();
    });

    it('stays within what the driver may drive, also when a higher class has to serve', async () => {
      const time = local('2026-07-21', '09:30');
      const own = await new Company(office(), { day: '2026-07-21', code: 'UPGRADE', vehicles: 1 }).found();
      const manager = office().as('fleet-manager');
      const classCode = 'upgrade-manual';
      await manager.post('/api/v1/vehicle-classes', {
        time,
        body: { classCode, name: '手动', rank: own.rank + 1, automaticOnly: false },
      });
      await office()
        .as('operations-manager')
        .post('/api/v1/rate-plans', { time, body: { ...PRICES, classCode, validFrom: '2026-07-21' } });
      const at = { branchId: own.branchId, classCode, from: local('2026-07-21', '00:00') };
      const manual = await manager.post<{ id: string }>('/api/v1/vehicles', { time, body: vehicleBody(at) });
      const wish = own.wish(pickUpAt, dueAt);
      const withoutClutch = await own.reserve(await own.customer('C2'), wish, { time });
      await manager.post(`/api/v1/vehicles/${own.vehicleIds[0]}/ground`, {
        time,
        body: { reason: 'breakdown' },
      });
      await office().settled();
      await office().clock(local('2026-07-21', '09:40'));
      expect((await own.reservation(withoutClutch.id)).vehicleId).not.toBe(manual.id);
      const { reasons } = await own.reserve(await own.customer('C2'), { ...wish, classCode }, { time });
      expect(reasons?.map(({ rule }) => rule)).toEqual(['licence-class']);
    });

    it('of nobody who comes is a no-show by the clock', async () => {
      noShowCustomer = await company.customer();
      const time = local('2026-07-21', '09:45');
      const { id } = await company.reserve(noShowCustomer, company.wish(pickUpAt, dueAt), { time });
      await office().clock(local('2026-07-22', '12:59'));
      expect(await company.reservation(id)).toMatchObject({ status: 'ready' });
      await office().clock(local('2026-07-22', '13:00'));
      expect(await company.reservation(id)).toMatchObject({ status: 'no-show', feeFen: 13_860 });
    });

    it('is not made to who owes a fee', async () => {
      const time = local('2026-07-22', '13:30');
      const wish = company.wish(local('2026-07-23', '09:00'), local('2026-07-24', '09:00'));
      const { status, reasons } = await company.reserve(noShowCustomer, wish, { time });
      expect({ status, rules: reasons?.map(({ rule }) => rule) }).toEqual({
        status: 'rejected',
        rules: ['no-unpaid-fees'],
      });
    });

    it('costs nothing when the company had no vehicle for the customer', async () => {
      const time = local('2026-07-22', '13:30');
      const own = await new Company(office(), { day: '2026-07-22', code: 'NOCAR', vehicles: 1 }).found();
      const wish = own.wish(local('2026-07-23', '09:00'), local('2026-07-24', '09:00'));
      const { id, status } = await own.reserve(await own.customer(), wish, { time });
      expect(status).toBe('ready');
      await office()
        .as('fleet-manager')
        .post(`/api/v1/vehicles/${own.vehicleIds[0]}/ground`, { time, body: { reason: 'accident' } });
      await office().settled();
      await office().clock(local('2026-07-23', '13:00'));
      expect(await own.reservation(id)).toMatchObject({ status: 'no-show', feeFen: 0 });
    });
  });
}
