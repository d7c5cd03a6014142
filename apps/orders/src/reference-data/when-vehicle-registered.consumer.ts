import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { vehicleRegisteredV1, type VehicleRegisteredV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';

/** The plates of the fleet, for agreements to show. */
@Controller()
export class WhenVehicleRegistered {
  @EventPattern(vehicleRegisteredV1.type)
  async keep(@Payload() vehicle: VehicleRegisteredV1, @Ctx() { sql, event }: EventContext): Promise<void> {
    await sql.rows(
      `insert into vehicle (vehicle_id, plate, class_code, version) values ($1, $2, $3, $4)
       on conflict (vehicle_id) do update
         set plate = excluded.plate, class_code = excluded.class_code, version = excluded.version
       where vehicle.version < excluded.version`,
      [vehicle.vehicleId, vehicle.plate, vehicle.classCode, event.aggregateVersion],
    );
  }
}
