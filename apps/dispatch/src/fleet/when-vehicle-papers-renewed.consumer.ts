import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehiclePapersRenewedV1, type VehiclePapersRenewedV1 } from '@houtai/event-catalogue';
import { paperCover } from '../planning/paper-cover';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenVehiclePapersRenewed {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(vehiclePapersRenewedV1.type)
  async handle(@Payload() { vehicleId, papers }: VehiclePapersRenewedV1): Promise<void> {
    await this.reactions.renewPapers(vehicleId, paperCover(papers));
  }
}
