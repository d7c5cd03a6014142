import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, CommandRoute, IdParam, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { SwapService } from '../capacities/swap.service';
import { EscalationService } from '../escalations/escalation.service';
import { AllocationView, SwapRequest } from './allocation.dto';
import { toAllocationView } from './allocation.view';
import { CapacityHoldFilter, CapacityHoldView, ConflictOptionsView } from './capacity-hold.dto';
import { CapacityQueries } from './capacity.queries';

/** Promises that cannot be served as things stand. */
@ApiTags('capacity')
@Controller('api/v1/dispatch-conflicts')
export class ConflictController {
  constructor(
    private readonly queries: CapacityQueries,
    private readonly escalations: EscalationService,
    private readonly swaps: SwapService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary: 'List promises that cannot be served as things stand',
    description:
      'Those without a vehicle that can serve them are tried again and again; those whose branch is closed by then keep theirs. What ' +
      'cannot be solved is for a dispatcher to decide.',
    operationId: 'listDispatchConflicts',
    answers: PageOf(CapacityHoldView),
  })
  conflicts(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.conflicts(query);
  }

  @ReadRoute(':id/options', {
    access: 'allocations:read',
    summary:
      'What there is a vehicle for in place of the promise of this capacity hold, which is in conflict',
    description:
      'Other classes, times or branches that could be offered to the customer. Nothing is held for them.',
    operationId: 'listConflictOptions',
    answers: ConflictOptionsView,
  })
  async options(@IdParam() id: string): Promise<ConflictOptionsView> {
    return { options: await this.escalations.options(id, this.clock.now()) };
  }

  @CommandRoute(':id/solve', {
    access: 'allocations:write',
    summary: 'Give the promise of this capacity hold a vehicle of its class, else of the next higher one',
    description: 'Without a vehicle named, the plan chooses.',
    operationId: 'solveDispatchConflict',
    answers: { type: AllocationView, description: 'The new allocation' },
    problems: ['reservation-not-waiting', 'class-not-allowed', 'no-vehicle-free'],
  })
  async solve(@IdParam() id: string, @Body() wish: SwapRequest): Promise<AllocationView> {
    const { subject } = await this.queries.hold(id);
    return toAllocationView(await this.swaps.swap(subject.id, this.clock.now(), wish));
  }
}
