import { addDays, addHours } from '@houtai/domain-kit';
import { Company, local } from '../system/company';
import type { Ask, Answer, Problem } from '../system/colleague';
import type { Office } from '../system/office';
import type { Agreement, Reason, Reservation, Vehicle } from '../system/views';

/** No vehicle leaves the yard before all that the gate asks is in order; what is not is named, all of it at once. */
export function handoverGateJourney(office: () => Office): void {
  describe('the gate of a handover', () => {
    let company: Company;
    let vehicleId: string;

    const fleet = (path: string, time: string, body: unknown = {}) =>
      office().as('fleet-manager').post(`/api/v1/vehicles/${vehicleId}/${path}`, { time, body });
    const customers = (id: string, path: string, time: string, body: unknown = {}) =>
      office().as('operations-manager').post(`/api/v1/customers/${id}/${path}`, { time, body });
    const inspected = (time: string, odometerKm: number): Ask => ({
      time,
      body: {
        odometerKm,
        fuelPercent: 100,
        rentalDepositReference: 'POS-GATE-1',
        violationDepositReference: 'POS-GATE-2',
      },
    });
    const refused = (id: string, time: string, odometerKm = 1_000): Promise<Answer<Problem>> =>
      office()
        .as('branch-staff')
        .refused('POST', `/api/v1/reservations/${id}/handover`, inspected(time, odometerKm));
    const points = ({ body }: Answer<Problem>) =>
      ((body.details?.points ?? []) as Reason[]).map(({ rule }) => rule);
    const ready = async (customerId: string, from: string, to: string): Promise<Reservation> => {
      await office().clock(from);
      const wish = company.wish(addHours(from, 20), to);
      return company.reserve(customerId, wish, { time: from });
    };
    const handOver = (id: string, time: string, odometerKm = 1_000): Promise<Agreement> =>
      office()
        .as('branch-staff')
        .post<Agreement>(`/api/v1/reservations/${id}/handover`, inspected(time, odometerKm));

    beforeAll(async () => {
      await office().clock(local('2026-07-24', '08:00'));
      company = await new Company(office(), { day: '2026-07-24', code: 'GATE', vehicles: 1 }).found();
      [vehicleId = ''] = company.vehicleIds;
    });

    it('names every failed point in one refusal, and opens when they are mended', async () => {
      const customerId = await company.customer();
      const [pickUpAt, dueAt] = [local('2026-07-25', '09:00'), local('2026-07-26', '09:00')];
      const { id, status } = await ready(customerId, local('2026-07-24', '13:00'), dueAt);
      expect(status).toBe('ready');
      const { papers, version } = await vehicle();
      const short = papers.map((paper) =>
        paper.kind === 'compulsory-insurance' ? { ...paper, validTo: local('2026-07-25', '20:00') } : paper,
      );
      await renew(short, version);
      await fleet('ground', pickUpAt, { reason: 'maintenance' });
      await customers(customerId, 'blacklist', pickUpAt, { reason: 'Forged papers' });
      await office().settled();
      const answer = await refused(id, pickUpAt, 900);
      expect(answer.body).toMatchObject({ status: 409, code: 'handover-refused' });
      expect(points(answer)).toEqual([
        'vehicle-grounded',
        'papers-in-force',
        'odometer-reading',
        'not-blacklisted',
      ]);
      expect(await company.reservation(id)).toMatchObject({ status: 'ready' });

      await renew(papers, (await vehicle()).version);
      await fleet('return-to-service', pickUpAt);
      await customers(customerId, 'remove-from-blacklist', pickUpAt);
      await office().settled();
      const { id: agreementId } = await handOver(id, pickUpAt);
      await takeBack(agreementId, dueAt);
    });

    it('keeps a vehicle that was not checked in since its return', async () => {
      const customerId = await company.customer();
      const [pickUpAt, dueAt] = [local('2026-07-27', '09:00'), local('2026-07-28', '09:00')];
      const { id } = await ready(customerId, local('2026-07-26', '13:00'), dueAt);
      const { body } = await refused(id, pickUpAt, 1_100);
      // nothing is bound to it, or what is bound does not leave
      expect(['handover-refused', 'reservation-not-ready']).toContain(body.code);
      await checkIn(pickUpAt);
      await office().clock(pickUpAt);
      const { id: agreementId } = await handOver(id, pickUpAt, 1_100);
      await takeBack(agreementId, dueAt);
      await checkIn(dueAt);
    });

    it('does not open after the planned return', async () => {
      const customerId = await company.customer();
      const dueAt = local('2026-07-30', '09:00');
      const { id } = await ready(customerId, local('2026-07-28', '13:00'), dueAt);
      const answer = await refused(id, addDays(dueAt, 3), 1_100);
      expect(answer.body.code).toBe('handover-refused');
      expect(points(answer)).toEqual(['before-planned-return', 'before-no-show-limit']);
      await office()
        .as('customer-service-agent')
        .post(`/api/v1/reservations/${id}/cancel`, {
          time: local('2026-07-28', '13:00'),
          body: { reason: 'customer' },
        });
      await office().settled();
    });

    async function vehicle(): Promise<Vehicle & { papers: { kind: string; validTo: string }[] }> {
      return office().as('fleet-manager').get(`/api/v1/vehicles/${vehicleId}`);
    }

    async function renew(papers: unknown[], version: number): Promise<void> {
      await office()
        .as('fleet-manager')
        .put(`/api/v1/vehicles/${vehicleId}/papers`, {
          time: local('2026-07-25', '09:00'),
          body: { papers },
          headers: { 'if-match': `"${version}"` },
        });
    }

    async function takeBack(agreementId: string, time: string): Promise<void> {
      await office()
        .as('branch-staff')
        .post(`/api/v1/agreements/${agreementId}/return`, {
          time,
          body: { branchId: company.branchId, odometerKm: 1_100, fuelPercent: 100 },
        });
      await office().settled();
    }

    async function checkIn(time: string): Promise<void> {
      await office()
        .as('branch-staff')
        .post(`/api/v1/vehicles/${vehicleId}/check-in`, { time, body: { cleaned: true } });
      await office().settled();
    }
  });
}
