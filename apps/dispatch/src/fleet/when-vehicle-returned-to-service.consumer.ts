import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedToServiceV1, type VehicleReturnedToServiceV1 } from '@houtai/event-catalogue';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenVehicleReturnedToService {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(vehicleReturnedToServiceV1.type)
  async handle(@Payload() { vehicleId }: VehicleReturnedToServiceV1): Promise<void> {
    await this.reactions.returnToService(vehicleId);
  }
}
