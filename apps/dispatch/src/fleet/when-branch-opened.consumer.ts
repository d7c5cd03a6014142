import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { branchOpenedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import { FleetReactions } from './fleet-reactions.service';

@Controller()
export class WhenBranchOpened {
  constructor(private readonly reactions: FleetReactions) {}

  @EventPattern(branchOpenedV1.type)
  async handle(@Payload() data: BranchOpenedV1): Promise<void> {
    await this.reactions.openBranch(data);
  }
}
