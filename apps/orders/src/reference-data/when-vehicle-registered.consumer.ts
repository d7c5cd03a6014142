import { Controller } from '@nestjs/common';
import { vehicleRegisteredV1, type VehicleRegisteredV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReferenceDataStore } from './reference-data.store';

/** The plates of the fleet, for agreements to show. */
@Controller()
export class WhenVehicleRegistered {
  constructor(private readonly reference: ReferenceDataStore) {}

  @OnEvents(vehicleRegisteredV1)
  async keep(events: Received<VehicleRegisteredV1>[]): Promise<void> {
    const rows = events.map(({ data, event }) => ({
      vehicle_id: data.vehicleId,
      plate: data.plate,
      class_code: data.classCode,
      version: event.aggregateVersion,
    }));
    await this.reference.keep('vehicle', rows);
  }
}
