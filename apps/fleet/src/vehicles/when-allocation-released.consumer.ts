import { Controller } from '@nestjs/common';
import { allocationReleasedV1, type AllocationReleasedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { released } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAllocationReleased {
  constructor(private readonly vehicles: VehicleStore) {}

  @OnEvents(allocationReleasedV1)
  async handle(events: Received<AllocationReleasedV1>[]) {
    await this.vehicles.handleMany(events.map(({ data, call }) => ({ ...released(data), call })));
  }
}
