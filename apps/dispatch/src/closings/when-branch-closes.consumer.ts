import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  branchClosedV1,
  branchReopenedV1,
  type BranchClosedV1,
  type BranchReopenedV1,
} from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BranchClosings } from './branch-closings.service';

@Controller()
export class WhenBranchCloses {
  constructor(
    private readonly closings: BranchClosings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The last date that was told holds. */
  @EventPattern(branchClosedV1.type)
  async close(@Payload() { branchId, closedFrom, decidedAt }: BranchClosedV1): Promise<void> {
    const decision = { closedFrom: toInstant(closedFrom), decidedAt: toInstant(decidedAt) };
    await this.closings.close(branchId, decision, this.clock.now());
  }

  @EventPattern(branchReopenedV1.type)
  async reopen(@Payload() { branchId, decidedAt }: BranchReopenedV1): Promise<void> {
    await this.closings.close(branchId, { decidedAt: toInstant(decidedAt) }, this.clock.now());
  }
}
