import {
  vehicleCheckedInV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
  type VehicleCheckedInV1,
  type VehicleGroundedV1,
  type VehicleMovedV1,
  type VehiclePapersRenewedV1,
  type VehicleRegisteredV1,
  type VehicleStatusChangedV1,
} from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import type { Paper, VehicleFacts } from './vehicle-facts';

/** Everything that fleet tells of vehicles and that matters to a handover. On sale and sold come as a change of status. */
export const VEHICLE_NEWS = [
  vehicleRegisteredV1,
  vehiclePapersRenewedV1,
  vehicleGroundedV1,
  vehicleReturnedToServiceV1,
  vehicleCheckedInV1,
  vehicleMovedV1,
  vehicleStatusChangedV1,
];

export interface VehicleNews {
  type: string;
  data: { vehicleId: string };
}

/** Folds one event of fleet; they come in the order in which they happened to the vehicle. */
export function learn(facts: VehicleFacts, { type, data }: VehicleNews): VehicleFacts {
  switch (type) {
    case vehicleRegisteredV1.type: {
      const { branchId, odometerKm, papers } = data as VehicleRegisteredV1;
      return { ...facts, lifeCycle: 'in-fleet', branchId, ...inUtc(papers), ...reading(facts, odometerKm) };
    }
    case vehiclePapersRenewedV1.type:
      return { ...facts, ...inUtc((data as VehiclePapersRenewedV1).papers) };
    case vehicleGroundedV1.type:
      return { ...facts, groundedFor: (data as VehicleGroundedV1).reason };
    case vehicleReturnedToServiceV1.type:
      return { ...facts, groundedFor: undefined };
    case vehicleCheckedInV1.type: {
      const { agreementId, branchId, odometerKm } = data as VehicleCheckedInV1;
      return { ...facts, checkedInAgreementId: agreementId, branchId, ...reading(facts, odometerKm) };
    }
    case vehicleMovedV1.type: {
      const { toBranchId: branchId, odometerKm } = data as VehicleMovedV1;
      return { ...facts, branchId, ...reading(facts, odometerKm) };
    }
    case vehicleStatusChangedV1.type: {
      const { lifeCycle, operation, branchId, odometerKm, since } = data as VehicleStatusChangedV1;
      const standing = { lifeCycle, operation, branchId, standingSince: toInstant(since) };
      return { ...facts, ...standing, ...reading(facts, odometerKm) };
    }
    default:
      return facts;
  }
}

function reading({ odometerKm = 0 }: VehicleFacts, told: number): Pick<VehicleFacts, 'odometerKm'> {
  return { odometerKm: Math.max(odometerKm, told) };
}

/** Instants compare as texts, so all have one form. */
function inUtc(papers: readonly Paper[]): { papers: Paper[] } {
  return {
    papers: papers.map((paper) => ({
      ...paper,
      validFrom: toInstant(paper.validFrom),
      validTo: toInstant(paper.validTo),
    })),
  };
}
