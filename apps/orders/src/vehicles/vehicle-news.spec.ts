import {
  vehicleCheckedInV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
} from '@houtai/event-catalogue';
import type { VehicleFacts } from './vehicle-facts';
import { VEHICLE_NEWS, learn } from './vehicle-news';

const vehicleId = vehicleRegisteredV1.sample.vehicleId;
const told = (definitions: readonly { type: string; sample: unknown }[], known: Partial<VehicleFacts> = {}) =>
  definitions.reduce<VehicleFacts>(
    (facts, { type, sample }) => learn(facts, { type, data: sample as { vehicleId: string } }),
    { vehicleId, ...known },
  );

describe('what orders learns of vehicles', () => {
  it('follows the golden samples of fleet', () => {
    const { branchId, papers, odometerKm } = vehicleRegisteredV1.sample;
    expect(told([vehicleRegisteredV1])).toEqual({
      vehicleId,
      lifeCycle: 'in-fleet',
      branchId,
      papers,
      odometerKm,
    });
    expect(told([vehicleGroundedV1])).toMatchObject({ groundedFor: vehicleGroundedV1.sample.reason });
    expect(told([vehicleGroundedV1, vehicleReturnedToServiceV1]).groundedFor).toBeUndefined();
    expect(told([vehicleCheckedInV1])).toMatchObject({
      checkedInAgreementId: vehicleCheckedInV1.sample.agreementId,
    });
    expect(told([vehicleMovedV1])).toMatchObject({ branchId: vehicleMovedV1.sample.toBranchId });
    expect(told([vehicleStatusChangedV1])).toMatchObject({
      operation: vehicleStatusChangedV1.sample.operation,
      standingSince: vehicleStatusChangedV1.sample.since,
    });
    expect(told([vehiclePapersRenewedV1])).toMatchObject({ papers: vehiclePapersRenewedV1.sample.papers });
  });

  it('each event leaves what others told as it was, and a reading never goes back', () => {
    const known = { vehicleId, groundedFor: 'recall', odometerKm: 90_000 };
    for (const { type, sample } of VEHICLE_NEWS) {
      if (type === vehicleGroundedV1.type || type === vehicleReturnedToServiceV1.type) continue;
      expect(told([{ type, sample }], known)).toMatchObject(known);
    }
  });

  it('has its times in one form, whatever offset they came with', () => {
    const [paper] = vehiclePapersRenewedV1.sample.papers;
    const papers = [{ ...paper, validTo: '2027-01-01T08:00:00+08:00' }];
    expect(told([{ type: vehiclePapersRenewedV1.type, sample: { vehicleId, papers } }]).papers).toMatchObject(
      [{ validTo: '2027-01-01T00:00:00.000Z' }],
    );
  });
});
