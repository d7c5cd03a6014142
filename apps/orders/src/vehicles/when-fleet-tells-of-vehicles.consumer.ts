import { Controller } from '@nestjs/common';
import { OnEvents, type Received } from '@houtai/messaging';
import { VehicleFactsStore } from './vehicle-facts.store';
import { VEHICLE_NEWS, type VehicleNews } from './vehicle-news';

@Controller()
export class WhenFleetTellsOfVehicles {
  constructor(private readonly facts: VehicleFactsStore) {}

  /** A consumer of its own: it begins with the first event of fleet, so that a release that has it knows all vehicles. */
  @OnEvents(VEHICLE_NEWS, { consumer: 'vehicle-facts' })
  async learn(events: Received<VehicleNews['data']>[]): Promise<void> {
    await this.facts.learn(events.map(({ data, event }) => ({ type: event.type, data })));
  }
}
