import { Controller } from '@nestjs/common';
import { vehicleClassDefinedV1, type VehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReferenceDataStore } from './reference-data.store';

/** What a driver must bring for a class, as fleet tells it. */
@Controller()
export class WhenVehicleClassDefined {
  constructor(private readonly reference: ReferenceDataStore) {}

  @OnEvents(vehicleClassDefinedV1)
  async keep(events: Received<VehicleClassDefinedV1>[]): Promise<void> {
    const rows = events.map(({ data, event }) => ({
      class_code: data.classCode,
      name: data.name,
      rank: data.rank,
      minimum_age: data.minimumAge,
      licence_held_months: data.licenceHeldMonths,
      automatic_only: data.automaticOnly,
      version: event.aggregateVersion,
    }));
    await this.reference.keep('vehicle_class', rows);
  }
}
