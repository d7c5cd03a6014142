import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored, type Versions } from '@houtai/aggregate';
import { DomainError, type Instant, type Interval } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { dispatchErrors } from '../dispatch.errors';
import type { Allocation, AllocationCommand, AllocationEvent, Binding } from './allocation';
import { allocation } from './allocation.aggregate';
import { COLUMNS, ENDS, toAllocation, toAllocationRow, type AllocationRow } from './allocation.row';

export type StoredAllocation = Stored<Allocation>;

const taken = () => dispatchErrors.error('vehicle-taken');

/** The exclusion constraint has the last word. */
@Injectable()
export class AllocationStore extends AggregateStore<
  AllocationCommand,
  Allocation,
  AllocationEvent,
  AllocationRow
> {
  constructor(
    platform: AggregatePlatform,
    private readonly unitOfWork: UnitOfWork,
  ) {
    const table = {
      name: 'allocation',
      id: 'allocation_id',
      columns: COLUMNS,
      children: ENDS,
      toState: toAllocation,
      toRow: toAllocationRow,
      refusals: { no_double_booking: taken, one_active_allocation_per_reservation: taken },
    };
    super(allocation, table, platform);
  }

  /** The binding of a reservation that is in force. */
  async active(reservationId: string): Promise<StoredAllocation | undefined> {
    const [row] = await this.locked(`t.reservation_id = $1 and t.status = 'active'`, [reservationId]);
    return row;
  }

  /** Bindings in force on the vehicle within the span, by start. */
  activeOn(vehicleId: string, { from, to }: Interval): Promise<StoredAllocation[]> {
    const where = `t.vehicle_id = $1 and t.status = 'active' and t.during && tstzrange($2, $3)`;
    return this.locked(`${where} order by lower(t.during)`, [vehicleId, from, to]);
  }

  /**
   * @returns nothing when the database refuses because the vehicle is taken in that time, or because the reservation has
   * a vehicle already; the transaction can go on
   */
  async bind(binding: Binding, at: Instant): Promise<StoredAllocation | undefined> {
    try {
      return await this.unitOfWork.attempt(() => this.create({ type: 'BindVehicle', binding, at }));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'vehicle-taken') return undefined;
      throw error;
    }
  }

  private async locked(where: string, values: unknown[]): Promise<StoredAllocation[]> {
    const text = `${this.select} where ${where} for update`;
    const rows = await this.unitOfWork.sql.rows<AllocationRow & Versions>(text, values);
    return rows.map((row) => this.toStored(row));
  }
}
