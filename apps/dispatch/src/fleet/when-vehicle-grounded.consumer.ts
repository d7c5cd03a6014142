import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleGroundedV1, type VehicleGroundedV1 } from '@houtai/event-catalogue';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenVehicleGrounded {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(vehicleGroundedV1.type)
  async handle(@Payload() data: VehicleGroundedV1): Promise<void> {
    await this.reactions.ground(data);
  }
}
