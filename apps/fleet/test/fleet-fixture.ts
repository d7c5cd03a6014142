import {
  agreementOpenedV1,
  allocationReleasedV1,
  vehicleAllocatedV1,
  vehicleReturnedV1,
} from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { at, testId, type TestService } from '@houtai/testing';

export interface Shown {
  id: string;
  version: number;
  operation: string;
  [field: string]: unknown;
}

const REQUIRED = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'];
export const goodPapers = REQUIRED.map((kind) => paper(kind, at('00:00', 300)));

export function paper(kind: string, validTo: string) {
  return { kind, number: `${kind}-1`, validFrom: at('00:00', -60), validTo };
}

/** A company with one branch and one class, and vehicles on demand. */
export async function companyOf(service: TestService) {
  const post = async (path: string, body: unknown) => {
    const answer = await service.http<Shown>('POST', path, { body, time: at('00:00') });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  const branch = await post('/api/v1/branches', { code: 'SHA-HQ', name: '上海虹桥店', city: '上海' });
  await post('/api/v1/vehicle-classes', { classCode: 'compact', name: '紧凑型', rank: 2 });
  let registered = 0;
  const vehicleRequest = (changes: object = {}) => {
    const number = String((registered += 1)).padStart(5, '0');
    const identity = {
      vin: `LSVAA4182E21${number}`,
      plate: `沪A${number}`,
      classCode: 'compact',
      branchId: branch.id,
    };
    return { ...identity, odometerKm: 12, energy: 'petrol', papers: goodPapers, ...changes };
  };
  return {
    branchId: branch.id,
    vehicleRequest,
    register: (changes: object = {}) => post('/api/v1/vehicles', vehicleRequest(changes)),
    show: async (id: string) => (await service.http<Shown>('GET', `/api/v1/vehicles/${id}`)).body,
  };
}

/** The golden samples of dispatch and orders, as they would be about the n-th rental of a vehicle; at 10:00 to 16:00 of day n. @param deposit reference of the rental deposit */
export function rentalOf(vehicleId: string, branchId: string, n: number, deposit = 'POS-1') {
  const ids = { agreementId: testId(1000 + n), reservationId: testId(2000 + n), vehicleId };
  const allocationId = testId(3000 + n);
  const { reservationId } = ids;
  return {
    ...ids,
    allocated: outgoing(vehicleAllocatedV1, allocationId, 1, {
      ...vehicleAllocatedV1.sample,
      ...{ allocationId, reservationId, vehicleId },
      ...{ from: at('10:00', n), to: at('17:00', n), allocatedAt: at('10:00', n - 1) },
    }),
    released: outgoing(allocationReleasedV1, allocationId, 2, {
      ...allocationReleasedV1.sample,
      ...{
        allocationId,
        reservationId,
        vehicleId,
        reason: 'cancelled' as const,
        releasedAt: at('20:00', n - 1),
      },
    }),
    opened: outgoing(agreementOpenedV1, ids.agreementId, 1, {
      ...agreementOpenedV1.sample,
      ...ids,
      pickUp: { branchId, at: at('10:00', n) },
      return: { branchId, at: at('16:00', n) },
      odometerKm: 100 * n,
      rentalDepositReference: deposit,
      openedAt: at('10:05', n),
    }),
    returned: outgoing(vehicleReturnedV1, ids.agreementId, 2, {
      ...vehicleReturnedV1.sample,
      ...ids,
      branchId,
      returnedAt: at('16:00', n),
      odometerKm: 100 * n + 50,
    }),
  };
}
