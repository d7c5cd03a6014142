import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { VehicleFactsStore } from '../vehicles/vehicle-facts.store';
import { vehiclePoints } from '../vehicles/vehicle-points';
import type { Taken } from './reservation';

/** Whether the company has the vehicle it promised. */
@Injectable()
export class PromisedVehicle {
  constructor(private readonly vehicles: VehicleFactsStore) {}

  /** Whether the vehicle that is bound could be handed over at `at`; also true while nothing is bound or asked of it yet. */
  async isInOrder(state: Taken, at: Instant): Promise<boolean> {
    if (state.status !== 'ready' || at < state.pickUp.at) return true;
    const { facts, latest } = await this.vehicles.find(state.binding.vehicleId);
    const { pickUp, return: dropOff } = state;
    const use = { branchId: pickUp.branchId, from: pickUp.at, dueAt: dropOff.at };
    return vehiclePoints(facts, use, latest).length === 0;
  }
}
