import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { vehicleClassDefinedV1, type VehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';

/** What a driver must bring for a class, as fleet tells it. */
@Controller()
export class WhenVehicleClassDefined {
  @EventPattern(vehicleClassDefinedV1.type)
  async keep(@Payload() defined: VehicleClassDefinedV1, @Ctx() { sql, event }: EventContext): Promise<void> {
    await sql.rows(
      `insert into vehicle_class (class_code, name, rank, minimum_age, licence_held_months, automatic_only, version)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (class_code) do update
         set name = excluded.name, rank = excluded.rank, minimum_age = excluded.minimum_age,
             licence_held_months = excluded.licence_held_months, automatic_only = excluded.automatic_only,
             version = excluded.version
       where vehicle_class.version < excluded.version`,
      [
        defined.classCode,
        defined.name,
        defined.rank,
        defined.minimumAge,
        defined.licenceHeldMonths,
        defined.automaticOnly,
        event.aggregateVersion,
      ],
    );
  }
}
