import {
  EventDefinition,
  vehicleGroundedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
} from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import { RegisteredVehicle, VehicleEvent } from './vehicle';
import { standingOf } from './vehicle-standing';

/** An event for the outbox, without its number. */
export interface Announcement<T = unknown> {
  event: EventDefinition<T>;
  data: T;
}

/** What a decision tells the world, in order. `vehicle` is the state after the whole decision. */
export function announce(events: readonly VehicleEvent[], vehicle: RegisteredVehicle): Announcement[] {
  return events.flatMap((event) => announcementOf(event, vehicle) ?? []);
}

function announcementOf(event: VehicleEvent, vehicle: RegisteredVehicle): Announcement | undefined {
  const vehicleId = vehicle.id;
  switch (event.type) {
    case 'vehicle-registered': {
      const { id: _, papers, ...registration } = event.registration;
      return about(vehicleRegisteredV1, {
        vehicleId,
        ...registration,
        papers: [...papers],
        registeredAt: event.at,
      });
    }
    case 'papers-renewed':
      return about(vehiclePapersRenewedV1, {
        vehicleId,
        papers: [...event.papers],
        renewedAt: event.at,
      });
    case 'vehicle-grounded':
      return about(vehicleGroundedV1, { vehicleId, ...event.grounding });
    case 'vehicle-returned-to-service':
      return about(vehicleReturnedToServiceV1, { vehicleId, returnedAt: event.at });
    case 'status-changed':
      return about(vehicleStatusChangedV1, {
        vehicleId,
        classCode: vehicle.classCode,
        ...standingOf(vehicle),
        odometerKm: vehicle.odometerKm,
        since: event.since,
      });
    // Others learn of these by the change of status that follows from them.
    case 'vehicle-checked-in':
    case 'vehicle-put-on-sale':
    case 'vehicle-disposed':
    case 'allocation-noted':
    case 'allocation-ended':
    case 'vehicle-handed-over':
    case 'vehicle-came-back':
      return undefined;
    default:
      return assertNever(event);
  }
}

function about<T>(event: EventDefinition<T>, data: T): Announcement {
  return { event, data };
}
