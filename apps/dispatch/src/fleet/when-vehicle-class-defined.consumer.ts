import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleClassDefinedV1, type VehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenVehicleClassDefined {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(vehicleClassDefinedV1.type)
  async handle(@Payload() data: VehicleClassDefinedV1): Promise<void> {
    await this.reactions.defineClass(data.classCode, data.name, data.rank);
  }
}
