import { Controller } from '@nestjs/common';
import {
  branchClosedV1,
  branchOpenedV1,
  branchReopenedV1,
  vehicleClassDefinedV1,
  vehicleRegisteredV1,
  type BranchClosedV1,
  type BranchOpenedV1,
  type BranchReopenedV1,
  type VehicleClassDefinedV1,
  type VehicleRegisteredV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReferenceDataStore } from './reference-data.store';

@Controller()
export class WhenFleetTells {
  constructor(private readonly reference: ReferenceDataStore) {}

  /** Opening hours, zone and hold days of branches. */
  @OnEvents(branchOpenedV1)
  async keepBranches(events: Received<BranchOpenedV1>[]): Promise<void> {
    await this.reference.keep('branch', events);
  }

  /** From a time on nothing is promised there; the last that was told holds. */
  @OnEvents([branchClosedV1, branchReopenedV1])
  async closeBranches(events: Received<BranchClosedV1 | BranchReopenedV1>[]): Promise<void> {
    await this.reference.closeBranches(events);
  }

  /** What a driver must bring for a class. */
  @OnEvents(vehicleClassDefinedV1)
  async keepClasses(events: Received<VehicleClassDefinedV1>[]): Promise<void> {
    await this.reference.keep('vehicle_class', events);
  }

  /** The plates of the fleet, for agreements to show. */
  @OnEvents(vehicleRegisteredV1)
  async keepVehicles(events: Received<VehicleRegisteredV1>[]): Promise<void> {
    await this.reference.keep('vehicle', events);
  }
}
