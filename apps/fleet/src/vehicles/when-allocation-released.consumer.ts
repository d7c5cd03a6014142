import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { allocationReleasedV1, type AllocationReleasedV1 } from '@houtai/event-catalogue';
import { released } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAllocationReleased {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(allocationReleasedV1.type)
  async handle(@Payload() release: AllocationReleasedV1) {
    await this.vehicles.handleMany([released(release)]);
  }
}
