import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, CommandRoute, IdParam, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { SwapService } from '../capacities/swap.service';
import { AllocationView, SwapRequest } from './allocation.dto';
import { toAllocationView } from './allocation.view';
import {
  AvailabilityFilter,
  AvailabilityView,
  CapacityHoldFilter,
  CapacityHoldView,
} from './capacity-hold.dto';
import { CapacityQueries } from './capacity.queries';

@ApiTags('capacity')
@Controller('api/v1')
export class CapacityController {
  constructor(
    private readonly queries: CapacityQueries,
    private readonly swaps: SwapService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('capacity-holds', {
    access: 'allocations:read',
    summary: 'List capacity holds by pick-up',
    operationId: 'listCapacityHolds',
    answers: PageOf(CapacityHoldView),
  })
  holds(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.holds(query);
  }

  @ReadRoute('availability', {
    access: 'availability:read',
    summary: 'Free vehicles of a class at a branch, hour by hour',
    operationId: 'showAvailability',
    answers: AvailabilityView,
    problems: ['period-empty', 'period-too-long'],
  })
  availability(@Query() query: AvailabilityFilter): Promise<AvailabilityView> {
    return this.queries.availability(query);
  }

  @ReadRoute('dispatch-conflicts', {
    access: 'allocations:read',
    summary: 'List promises that cannot be served as things stand',
    operationId: 'listDispatchConflicts',
    answers: PageOf(CapacityHoldView),
  })
  conflicts(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.conflicts(query);
  }

  @CommandRoute('dispatch-conflicts/:id/solve', {
    access: 'allocations:write',
    summary: 'Give the promise of this capacity hold a vehicle of its class, else of the next higher one',
    operationId: 'solveDispatchConflict',
    answers: { type: AllocationView, description: 'The new allocation' },
    problems: ['reservation-not-waiting', 'no-vehicle-free'],
  })
  async solve(@IdParam() id: string, @Body() wish: SwapRequest): Promise<AllocationView> {
    const { subject } = await this.queries.hold(id);
    return toAllocationView(await this.swaps.swap(subject.id, this.clock.now(), wish));
  }
}
