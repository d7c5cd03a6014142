import { Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { AllocationStore } from '../allocation/allocation.store';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { PlanStore } from '../planning/plan.store';
import { CapacityStore, type LoadedCapacity } from './capacity.store';

export interface LockedReservation extends LoadedCapacity {
  /** Vehicles its holds are placed on. */
  vehicleIds: string[];
}

/** What nearly every reaction needs, and the one way to lock: classes first, then the reservation. */
@Injectable()
export class DispatchStores {
  constructor(
    readonly capacities: CapacityStore,
    readonly plans: PlanStore,
    readonly fleet: FleetViewStore,
    readonly allocations: AllocationStore,
  ) {}

  /**
   * Locks the plans a reservation has a part in, those of further classes and vehicles, and then the reservation itself.
   * What was read before the locks is read again after them, until nothing new turns up.
   */
  async lock(
    sql: Sql,
    reservationId: string,
    also: { classCodes?: readonly string[]; vehicleIds?: readonly string[] } = {},
  ): Promise<LockedReservation> {
    const locked = new Set<string>();
    for (;;) {
      const { vehicleIds, classCodes } = await this.capacities.touches(sql, reservationId);
      const ofVehicles = await this.fleet.classesOf(sql, [...vehicleIds, ...(also.vehicleIds ?? [])]);
      const needed = [...classCodes, ...ofVehicles.values(), ...(also.classCodes ?? [])];
      const missing = needed.filter((classCode) => !locked.has(classCode));
      if (missing.length === 0) {
        return { ...(await this.capacities.load(sql, reservationId)), vehicleIds };
      }
      await this.plans.lockClasses(sql, missing);
      for (const classCode of missing) locked.add(classCode);
    }
  }
}
