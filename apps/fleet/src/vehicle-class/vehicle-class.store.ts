import { Injectable } from '@nestjs/common';
import { vehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { refuse } from '../fleet.errors';
import { VehicleClass, vehicleClassDefined } from './vehicle-class';

@Injectable()
export class VehicleClassStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** Adds a new class and its event. Refuses a code that is in use. */
  async add(vehicleClass: VehicleClass): Promise<void> {
    const { classCode, version } = vehicleClass;
    await this.unitOfWork.run(async (sql) => {
      const inserted: unknown[] = await sql.rows(
        `insert into vehicle_class (class_code, name, rank, minimum_age, licence_held_months, automatic_only,
                                    defined_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (class_code) do nothing returning class_code`,
        [
          classCode,
          vehicleClass.name,
          vehicleClass.rank,
          vehicleClass.minimumAge,
          vehicleClass.licenceHeldMonths,
          vehicleClass.automaticOnly,
          vehicleClass.definedAt,
          version,
        ],
      );
      if (inserted.length === 0) {
        refuse('vehicle-class-exists', { classCode });
      }
      await this.outbox.append([
        outgoing(vehicleClassDefinedV1, classCode, version, vehicleClassDefined(vehicleClass)),
      ]);
    });
  }
}
