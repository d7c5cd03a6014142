import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  branchOpenedV1,
  vehicleCheckedInV1,
  vehicleClassDefinedV1,
  vehicleDisposedV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehiclePapersRenewedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleWithdrawnV1,
  type BranchOpenedV1,
  type VehicleCheckedInV1,
  type VehicleClassDefinedV1,
  type VehicleDisposedV1,
  type VehicleGroundedV1,
  type VehicleMovedV1,
  type VehiclePapersRenewedV1,
  type VehicleRegisteredV1,
  type VehicleReturnedToServiceV1,
  type VehicleWithdrawnV1,
} from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { paperCover } from '../planning/paper-cover';
import { FleetViewStore } from './fleet-view.store';
import { RelocationEnds } from './relocation-ends.service';
import { VehicleChanges } from './vehicle-changes.service';
import { VehiclePlaceStore } from './vehicle-place.store';
import { VehicleViewStore } from './vehicle-view.store';

@Controller()
export class WhenFleetTells {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly vehicles: VehicleViewStore,
    private readonly places: VehiclePlaceStore,
    private readonly changes: VehicleChanges,
    private readonly relocations: RelocationEnds,
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
    await this.changes.apply(vehicleId, () => this.vehicles.registerVehicle(vehicle), [classCode]);
  }

  @EventPattern(vehiclePapersRenewedV1.type)
  async renewPapers(@Payload() { vehicleId, papers }: VehiclePapersRenewedV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.vehicles.renewPapers(vehicleId, paperCover(papers)));
  }

  @EventPattern(vehicleGroundedV1.type)
  async ground(@Payload() data: VehicleGroundedV1): Promise<void> {
    const { vehicleId, reason, groundedAt, expectedBackAt } = data;
    const to = expectedBackAt === undefined ? null : toInstant(expectedBackAt);
    const ground = () => this.vehicles.ground(vehicleId, toInstant(groundedAt), to, reason);
    await this.changes.apply(vehicleId, ground);
  }

  @EventPattern(vehicleReturnedToServiceV1.type)
  async returnToService(@Payload() { vehicleId, returnedAt }: VehicleReturnedToServiceV1): Promise<void> {
    const at = toInstant(returnedAt);
    await this.changes.apply(vehicleId, () => this.vehicles.returnToService(vehicleId, at));
  }

  @EventPattern(vehicleCheckedInV1.type)
  async checkIn(@Payload() data: VehicleCheckedInV1): Promise<void> {
    const { vehicleId, agreementId, branchId, checkedInAt } = data;
    const stop = { vehicleId, branchId, at: toInstant(checkedInAt) };
    await this.changes.apply(vehicleId, () => this.places.checkIn(agreementId, stop));
  }

  @EventPattern(vehicleMovedV1.type)
  async move(@Payload() { vehicleId, toBranchId, movedAt }: VehicleMovedV1): Promise<void> {
    const stop = { vehicleId, branchId: toBranchId, at: toInstant(movedAt) };
    await this.changes.apply(vehicleId, async (now) => {
      await this.places.move(stop);
      await this.relocations.arrive(stop, now);
    });
  }

  @EventPattern(vehicleWithdrawnV1.type)
  async withdraw(@Payload() { vehicleId, withdrawnAt }: VehicleWithdrawnV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.vehicles.leaveFleet(vehicleId, toInstant(withdrawnAt)));
  }

  @EventPattern(vehicleDisposedV1.type)
  async dispose(@Payload() { vehicleId, disposedAt }: VehicleDisposedV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.vehicles.leaveFleet(vehicleId, toInstant(disposedAt)));
  }
}
