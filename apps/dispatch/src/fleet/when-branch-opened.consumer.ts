import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { branchOpenedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import { FleetViewStore } from './fleet-view.store';

@Controller()
export class WhenBranchOpened {
  constructor(private readonly fleet: FleetViewStore) {}

  @EventPattern(branchOpenedV1.type)
  async handle(@Payload() data: BranchOpenedV1): Promise<void> {
    await this.fleet.openBranch(data);
  }
}
