import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  branchOpenedV1,
  vehicleClassDefinedV1,
  vehicleGroundedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  type BranchOpenedV1,
  type VehicleClassDefinedV1,
  type VehicleGroundedV1,
  type VehiclePapersRenewedV1,
  type VehicleRegisteredV1,
  type VehicleReturnedToServiceV1,
} from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { paperCover } from '../planning/paper-cover';
import { FleetViewStore } from './fleet-view.store';
import { VehicleChanges } from './vehicle-changes.service';

@Controller()
export class WhenFleetTells {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
  ) {}

  @EventPattern(branchOpenedV1.type)
  async openBranch(@Payload() data: BranchOpenedV1): Promise<void> {
    await this.fleet.openBranch(data);
  }

  @EventPattern(vehicleClassDefinedV1.type)
  async defineClass(@Payload() { classCode, name, rank }: VehicleClassDefinedV1): Promise<void> {
    await this.fleet.defineClass(classCode, name, rank);
  }

  @EventPattern(vehicleRegisteredV1.type)
  async register(@Payload() data: VehicleRegisteredV1): Promise<void> {
    const { vehicleId, classCode, plate, branchId, papers, registeredAt } = data;
    const vehicle = { vehicleId, classCode, plate, branchId, fit: paperCover(papers), registeredAt };
    await this.changes.apply(vehicleId, () => this.fleet.registerVehicle(vehicle), [classCode]);
  }

  @EventPattern(vehiclePapersRenewedV1.type)
  async renewPapers(@Payload() { vehicleId, papers }: VehiclePapersRenewedV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.fleet.renewPapers(vehicleId, paperCover(papers)));
  }

  @EventPattern(vehicleGroundedV1.type)
  async ground(@Payload() data: VehicleGroundedV1): Promise<void> {
    const { vehicleId, reason, groundedAt, expectedBackAt } = data;
    const to = expectedBackAt === undefined ? null : toInstant(expectedBackAt);
    const ground = () => this.fleet.ground(vehicleId, toInstant(groundedAt), to, reason);
    await this.changes.apply(vehicleId, ground);
  }

  @EventPattern(vehicleReturnedToServiceV1.type)
  async returnToService(@Payload() { vehicleId }: VehicleReturnedToServiceV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.fleet.returnToService(vehicleId));
  }
}
