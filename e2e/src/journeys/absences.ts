import { Company, local } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { Absence, Allocation, Conflict, Page } from '../system/views';

/** Vehicles that are to be in the workshop, asked for through the gateway: fleet asks, dispatch answers. */
export function absencesJourney(office: () => Office): void {
  describe('a vehicle that is to be away', () => {
    const day = '2026-06-22';
    const now = local(day, '09:00');
    const [from, to] = [local('2026-06-23', '08:30'), local('2026-06-23', '18:00')];
    const workshop = () => office().as('workshop');
    const found = (code: string, vehicles: number) => new Company(office(), { day, code, vehicles }).found();
    const body = (changes: object = {}) => ({
      ...{ kind: 'maintenance', need: 'should', firmness: 'fixed', minutes: 240 },
      candidates: [{ from: local('2026-06-23', '12:00') }],
      ...changes,
    });
    const ask = (vehicleId: string | undefined, changes: object = {}, headers = {}) =>
      workshop().post<Absence>(`/api/v1/vehicles/${vehicleId}/absences`, {
        ...{ time: now, body: body(changes), headers },
      });
    const show = (id: string) => workshop().get<Absence>(`/api/v1/absences/${id}`);
    const answered = async (vehicleId: string | undefined, changes: object = {}) => {
      const { id } = await ask(vehicleId, changes);
      await office().settled();
      return show(id);
    };
    const bound = async (reservationId: string) => {
      const path = `/api/v1/allocations?status=active&reservationId=${reservationId}`;
      return (await office().as('dispatcher').get<Page<Allocation>>(path)).items[0]?.vehicleId;
    };
    const inConflict = async (reservationId: string) => {
      const path = `/api/v1/dispatch-conflicts?reservationId=${reservationId}`;
      return (await office().as('dispatcher').get<Page<Conflict>>(path)).items.length > 0;
    };

    beforeAll(() => office().clock(local(day, '08:00')));

    it('is held once however often the same request comes, and nobody is promised it meanwhile', async () => {
      const company = await found('AWAY', 1);
      const [vehicleId] = company.vehicleIds;
      const headers = { 'idempotency-key': 'absence-once' };
      const first = await ask(vehicleId, {}, headers);
      expect(await ask(vehicleId, {}, headers)).toEqual(first);
      await office().settled();
      const path = `/api/v1/vehicles/${vehicleId}/absences`;
      expect((await workshop().get<Page<Absence>>(path)).items).toEqual([
        expect.objectContaining({
          ...{ id: first.id, status: 'held' },
          window: { vehicleId, from: local('2026-06-23', '12:00'), to: local('2026-06-23', '16:00') },
        }),
      ]);
      const customerId = await company.customer();
      const reserve = () => company.reserve(customerId, company.wish(from, to), { time: now });
      expect((await reserve()).status).toBe('rejected');
      await workshop().post(`/api/v1/absences/${first.id}/withdraw`, { time: now, body: {} });
      await office().settled();
      expect((await reserve()).status).toBe('ready');
    });

    it('is refused by what is in the way, with times at which it could be', async () => {
      const company = await found('INWAY', 1);
      const reservation = await company.reserve(await company.customer(), company.wish(from, to), {
        time: now,
      });
      const refused = await answered(company.vehicleIds[0]);
      expect(refused).toMatchObject({
        status: 'refused',
        reasons: [{ rule: 'promise', inTheWay: { kind: 'rental', id: reservation.id } }],
      });
      const [alternative] = refused.alternatives ?? [];
      expect(alternative).toBeDefined();
      const again = await answered(alternative?.vehicleId, { candidates: [{ from: alternative?.from }] });
      expect(again).toMatchObject({ status: 'held', window: alternative });
    });

    it('when it must be, the promise gets another vehicle, and is listed when there is none', async () => {
      const company = await found('MUST', 2);
      const { id } = await company.reserve(await company.customer(), company.wish(from, to), { time: now });
      const first = await bound(id);
      expect(await answered(first, { need: 'must' })).toMatchObject({ status: 'held' });
      const second = await bound(id);
      expect(company.vehicleIds.filter((vehicleId) => vehicleId !== first)).toEqual([second]);
      expect(await inConflict(id)).toBe(false);

      const must = await answered(second, { need: 'must' });
      expect(must).toMatchObject({ status: 'held', window: { vehicleId: second } });
      expect(await inConflict(id)).toBe(true);
      await workshop().post(`/api/v1/absences/${must.id}/withdraw`, { time: now, body: {} });
      await office().clock(local(day, '09:05'));
      expect(await inConflict(id)).toBe(false);
    });

    it('is nothing that just anybody may ask for, and wrong wishes are named', async () => {
      const company = await found('NOBODY', 1);
      const path = `/api/v1/vehicles/${company.vehicleIds[0]}/absences`;
      for (const [role, status] of [
        ['branch-staff', 403],
        ['partner-agent', 403],
        [null, 401],
      ] as const)
        expect((await office().as(role).refused('POST', path, { time: now, body: body() })).status).toBe(
          status,
        );
      const wrong = body({ need: 'please', candidates: [{ from: 'tomorrow' }] });
      const { status, body: problem } = await workshop().refused('POST', path, { time: now, body: wrong });
      expect(status).toBe(400);
      expect(problem.errors?.map(({ field }) => field)).toEqual(['need', 'candidates[0].from']);
      const fixed = body({ candidates: [{ from, latestFrom: to }] });
      expect((await workshop().refused('POST', path, { time: now, body: fixed })).body.code).toBe(
        'absence-fixed',
      );
    });

    it('is given up while dispatch is silent, and its late answer holds nothing', async () => {
      const company = await found('MUTE', 1);
      const [vehicleId] = company.vehicleIds;
      const pid = office().service('dispatch').pid();
      if (pid === undefined) throw new Error('dispatch does not run');
      process.kill(pid, 'SIGSTOP');
      let id: string;
      try {
        id = (await ask(vehicleId)).id;
        await office().tick(local(day, '09:16'));
        await eventually(
          () => show(id),
          ({ status }) => status === 'expired',
        );
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await office().settled();
      expect((await show(id)).status).toBe('expired');
      const path = `/api/v1/allocations?vehicleId=${vehicleId}&status=active`;
      expect((await office().as('dispatcher').get<Page<Allocation>>(path)).items).toEqual([]);
    });
  });
}
