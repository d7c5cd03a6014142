import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleRegisteredV1, type VehicleRegisteredV1 } from '@houtai/event-catalogue';
import { paperCover } from '../planning/paper-cover';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenVehicleRegistered {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(vehicleRegisteredV1.type)
  async handle(@Payload() data: VehicleRegisteredV1): Promise<void> {
    const { vehicleId, classCode, plate, branchId, papers, registeredAt } = data;
    await this.reactions.register({
      vehicleId,
      classCode,
      plate,
      branchId,
      fit: paperCover(papers),
      registeredAt,
    });
  }
}
