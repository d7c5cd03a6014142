import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { toInstant } from '@houtai/domain-kit';
import { vehicleGroundedV1, type VehicleGroundedV1 } from '@houtai/event-catalogue';
import { FleetViewStore } from './fleet-view.store';
import { VehicleChanges } from './vehicle-changes.service';

@Controller()
export class WhenVehicleGrounded {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
  ) {}

  @EventPattern(vehicleGroundedV1.type)
  async handle(
    @Payload() { vehicleId, reason, groundedAt, expectedBackAt }: VehicleGroundedV1,
  ): Promise<void> {
    const to = expectedBackAt === undefined ? null : toInstant(expectedBackAt);
    const ground = () => this.fleet.ground(vehicleId, toInstant(groundedAt), to, reason);
    await this.changes.apply(vehicleId, ground);
  }
}
