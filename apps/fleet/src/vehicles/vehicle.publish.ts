import {
  fact,
  vehicleCheckedInV1,
  vehicleDisposedV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
  vehicleWithdrawnV1,
} from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import type { RegisteredVehicle, VehicleEvent } from './vehicle';
import { standingOf } from './vehicle-standing';

/** What the other services learn of an event; `vehicle` is the state after it. */
export function publishVehicle(event: VehicleEvent, vehicle: RegisteredVehicle): Fact | undefined {
  const { id: vehicleId, classCode, branchId, odometerKm } = vehicle;
  const { at } = event;
  switch (event.type) {
    case 'VehicleRegistered': {
      const { id: _, papers, ...registration } = event.registration;
      return fact(vehicleRegisteredV1, { vehicleId, ...registration, papers: [...papers], registeredAt: at });
    }
    case 'PapersRenewed':
      return fact(vehiclePapersRenewedV1, { vehicleId, papers: [...event.papers], renewedAt: at });
    case 'VehicleGrounded': {
      const { reason, note, expectedBackAt } = event;
      return fact(vehicleGroundedV1, { vehicleId, reason, note, groundedAt: at, expectedBackAt });
    }
    case 'VehicleReturnedToService':
      return fact(vehicleReturnedToServiceV1, { vehicleId, returnedAt: at });
    case 'VehicleCheckedIn': {
      const { agreementId, energyPercent, damage } = event;
      const found = { odometerKm, energyPercent, damage, fit: !vehicle.grounding };
      return fact(vehicleCheckedInV1, { vehicleId, agreementId, branchId, ...found, checkedInAt: at });
    }
    case 'VehicleMoved': {
      const { fromBranchId, branchId: toBranchId } = event;
      return fact(vehicleMovedV1, { vehicleId, fromBranchId, toBranchId, odometerKm, movedAt: at });
    }
    case 'VehiclePutOnSale':
      return fact(vehicleWithdrawnV1, { vehicleId, classCode, branchId, withdrawnAt: at });
    case 'VehicleDisposed':
      return fact(vehicleDisposedV1, { vehicleId, classCode, branchId, disposedAt: at });
    case 'StatusChanged':
      return fact(vehicleStatusChangedV1, {
        vehicleId,
        classCode,
        ...standingOf(vehicle),
        odometerKm,
        since: at,
      });
    // Others learn of these by the change of status that follows from them.
    case 'AllocationNoted':
    case 'AllocationEnded':
    case 'VehicleHandedOver':
    case 'VehicleCameBack':
      return undefined;
    default:
      return assertNever(event);
  }
}
