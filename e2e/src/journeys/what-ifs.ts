import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { CapacityHold, Conflict, Page } from '../system/views';

interface Move {
  readonly subject: { readonly id: string };
  readonly fromVehicleId: string | null;
  readonly toVehicleId: string | null;
}

interface WhatIf {
  readonly id: string;
  readonly status: string;
  readonly askedBy: string;
  readonly moves: readonly Move[];
  readonly outcome: {
    readonly moves: readonly Move[];
    readonly toDoInFleet: readonly { readonly vehicleIds: readonly string[] }[];
  } | null;
}

const PATH = '/api/v1/what-ifs';

/** A change that is thought of, kept, and made or given up: by a dispatcher in the plan, by fleet where the vehicles are. */
export function whatIfsJourney(office: () => Office): void {
  describe('a change that a dispatcher thinks of', () => {
    const day = '2026-07-31';
    const time = local(day, '17:00');
    const dispatcher = () => office().as('dispatcher');
    let company: Company;
    let reservationId: string;
    let whatIf: WhatIf;

    const vehicleOf = async (id: string) => {
      const { items } = await dispatcher().get<Page<CapacityHold & { vehicleId: string | null }>>(
        `/api/v1/capacity-holds?reservationId=${id}`,
      );
      return items[0]?.vehicleId;
    };
    const reserve = async (from: string, to: string) => {
      const wish = company.wish(local(from, '09:00'), local(to, '09:00'));
      return company.reserve(await company.customer(), wish, { time });
    };
    const ask = (body: object) => dispatcher().post<WhatIf>(PATH, { time, body });

    beforeAll(async () => {
      await office().clock(local(day, '16:30'));
      company = await new Company(office(), { day, code: 'WHATIF', vehicles: 2 }).found();
      reservationId = (await reserve('2026-08-10', '2026-08-11')).id;
    });

    it('is kept with what it would move, and changes nothing', async () => {
      const missingVehicleId = await vehicleOf(reservationId);
      const span = { from: local('2026-08-09', '00:00'), until: local('2026-08-12', '00:00') };
      whatIf = await ask({ missingVehicleId, ...span });
      expect(whatIf).toMatchObject({
        status: 'open',
        moves: [{ subject: { id: reservationId }, fromVehicleId: missingVehicleId }],
      });
      expect(await dispatcher().get(`${PATH}/${whatIf.id}`)).toEqual(whatIf);
      expect(await vehicleOf(reservationId)).toBe(missingVehicleId);
    });

    it('is decided by nobody who may not plan', async () => {
      for (const role of ['analyst', 'fleet-manager', 'branch-staff', 'partner-agent', null])
        for (const what of ['commit', 'discard']) {
          const { status } = await office()
            .as(role)
            .refused('POST', `${PATH}/${whatIf.id}/${what}`, { time });
          expect([role, status]).toEqual([role, role === null ? 401 : 403]);
        }
      for (const [method, path] of [
        ['POST', PATH],
        ['GET', PATH],
        ['GET', `${PATH}/${whatIf.id}`],
      ] as const)
        expect((await office().as('partner-agent').refused(method, path, { time })).status).toBe(403);
      expect(await dispatcher().get(`${PATH}/${whatIf.id}`)).toEqual(whatIf);
    });

    it('is made in the plan once, and the vehicle is promised to nobody until fleet has acted', async () => {
      const commit = () => dispatcher().post<WhatIf>(`${PATH}/${whatIf.id}/commit`, { time });
      const committed = await commit();
      expect(await commit()).toEqual(committed);
      const { fromVehicleId = null, toVehicleId = null } = whatIf.moves[0] ?? {};
      expect(committed).toMatchObject({
        status: 'committed',
        outcome: {
          ...{ moves: whatIf.moves, leftOut: [], remaining: [] },
          toDoInFleet: [{ kind: 'take-vehicle-out', vehicleIds: [fromVehicleId] }],
        },
      });
      expect(await vehicleOf(reservationId)).toBe(toVehicleId);
      expect((await reserve('2026-08-10', '2026-08-11')).status).toBe('rejected');
      expect((await reserve('2026-08-13', '2026-08-14')).status).toBe('confirmed');
    });

    it('leaves its vehicle to others again when it is given up', async () => {
      const { status } = await dispatcher().post<WhatIf>(`${PATH}/${whatIf.id}/discard`, { time });
      expect(status).toBe('discarded');
      const again = await dispatcher().refused('POST', `${PATH}/${whatIf.id}/commit`, { time });
      expect(again).toMatchObject({ status: 409, body: { code: 'what-if-discarded' } });
      expect((await reserve('2026-08-10', '2026-08-11')).status).toBe('confirmed');
    });

    it('moves vehicles of a class to another branch, where fleet takes them', async () => {
      const { id: toBranchId } = await office()
        .as('fleet-manager')
        .post<{ id: string }>('/api/v1/branches', {
          time,
          body: { code: 'WHATIF2', name: '门店 WHATIF2', city: '上海', violationHoldDays: 7 },
        });
      await office().settled();
      const { classCode, branchId: fromBranchId } = company;
      const question = { movedVehicles: 1, classCode, fromBranchId, toBranchId };
      const { id } = await ask(question);
      const { outcome } = await dispatcher().post<WhatIf>(`${PATH}/${id}/commit`, { time });
      const [vehicleId] = outcome?.toDoInFleet[0]?.vehicleIds ?? [];
      await dispatcher().post(`/api/v1/vehicles/${vehicleId}/move`, { time, body: { branchId: toBranchId } });
      await office().settled();
      const there = { branchId: toBranchId, at: local('2026-08-20', '09:00') };
      const wish = { classCode, pickUp: there, return: { ...there, at: local('2026-08-21', '09:00') } };
      const { id: served } = await company.reserve(await company.customer(), wish, { time });
      expect(await vehicleOf(served)).toBe(vehicleId);
    });

    it('closes a branch in fleet: what is promised there beyond the date is told, until it stays open', async () => {
      const decide = async (verb: string, body: object) => {
        await office()
          .as('fleet-manager')
          .post(`/api/v1/branches/${company.branchId}/${verb}`, { time, body });
        await office().clock(time);
        const path = `/api/v1/dispatch-conflicts?branchId=${company.branchId}&classCode=${company.classCode}`;
        // One that lost its vehicle to the other branch is listed as well.
        const { items } = await dispatcher().get<Page<Conflict>>(path);
        return items.filter(({ closedBranchId }) => closedBranchId !== null);
      };
      const [hit, ...others] = await decide('close', { closedFrom: local('2026-08-12', '00:00') });
      expect(others).toEqual([]);
      expect(hit).toMatchObject({
        closedBranchId: company.branchId,
        pickUp: { at: local('2026-08-13', '09:00') },
      });
      expect(hit?.escalatedAt).not.toBeNull();
      const closed = company.wish(local('2026-08-11', '12:00'), local('2026-08-12', '12:00'));
      const refused = await office()
        .as('customer-service-agent')
        .refused('POST', '/api/v1/quotes', { time, body: closed });
      expect(refused.body.errors).toMatchObject([{ field: 'return.branchId', rule: 'open-branch' }]);
      expect(await decide('reopen', {})).toEqual([]);
      expect((await reserve('2026-08-16', '2026-08-17')).status).toBe('confirmed');
    });

    it('is out of date half an hour later', async () => {
      const [missingVehicleId] = company.vehicleIds;
      const { id } = await ask({ missingVehicleId });
      const late = await dispatcher().refused('POST', `${PATH}/${id}/commit`, { time: local(day, '17:30') });
      expect(late).toMatchObject({ status: 409, body: { code: 'what-if-expired' } });
    });
  });
}
