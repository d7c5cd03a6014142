import { Injectable } from '@nestjs/common';
import { fold } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import type { Sql } from '@houtai/messaging';
import { Vehicle, VehicleCommand, initialState } from './vehicle';
import { vehicleDecider } from './vehicle.decide';
import { announce } from './vehicle.publish';
import { SELECT_VEHICLE, StoredVehicle, VehicleRow, toStored } from './vehicle.row';
import { insertVehicle, updateVehicle } from './vehicle-writes.store';

/** Load, decide, fold, save: the state and its events in one transaction. */
@Injectable()
export class VehicleStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  async register(command: Extract<VehicleCommand, { type: 'register-vehicle' }>): Promise<StoredVehicle> {
    return this.unitOfWork.run((sql) => this.decide(sql, command, initialState(), 0));
  }

  /**
   * Lets a vehicle decide. Refuses an unknown id, a version that is not `expectedVersion` when that is given, and
   * whatever the vehicle refuses.
   */
  async handle(id: string, command: VehicleCommand, expectedVersion?: number): Promise<StoredVehicle> {
    return this.unitOfWork.run(async (sql) => {
      const { vehicle, version } = await lock(sql, id);
      if (expectedVersion !== undefined && expectedVersion !== version) {
        throw new StaleVersionError(expectedVersion, version);
      }
      return this.decide(sql, command, vehicle, version);
    });
  }

  private async decide(
    sql: Sql,
    command: VehicleCommand,
    before: Vehicle,
    version: number,
  ): Promise<StoredVehicle> {
    const events = vehicleDecider.decide(command, before);
    const after = fold(vehicleDecider, before, events);
    if (after.kind === 'unregistered') throw new Error('A decision cannot unregister a vehicle');
    if (events.length === 0) return { vehicle: after, version };

    const announcements = announce(events, after);
    const next: StoredVehicle = { vehicle: after, version: version + announcements.length };
    if (before.kind === 'unregistered') await insertVehicle(sql, next);
    else await updateVehicle(sql, before, next);
    await this.outbox.append(
      announcements.map(({ event, data }, n) => outgoing(event, after.id, version + n + 1, data)),
    );
    return next;
  }
}

/**
 * The row stays locked to the end of the transaction: decisions about one vehicle follow each other. It is read by a
 * second statement, since one that had to wait for the lock would see papers and allocations as before the wait.
 */
async function lock(sql: Sql, id: string): Promise<StoredVehicle> {
  const locked: { id: string }[] = await sql.rows('select id from vehicle where id = $1 for update', [id]);
  if (locked.length === 0) throw new NotFoundError('vehicle', id);
  const rows: VehicleRow[] = await sql.rows(`${SELECT_VEHICLE} where v.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw new NotFoundError('vehicle', id);
  return toStored(row);
}
