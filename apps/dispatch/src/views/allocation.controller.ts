import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, CommandRoute, IdParam, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { SwapService } from '../capacities/swap.service';
import { AllocationFilter, AllocationView, SwapRequest } from './allocation.dto';
import { AllocationQueries } from './allocation.queries';
import { toAllocationView } from './allocation.view';

@ApiTags('allocations')
@Controller('api/v1/allocations')
export class AllocationController {
  constructor(
    private readonly queries: AllocationQueries,
    private readonly swaps: SwapService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary: 'List allocations by their start',
    description: 'An allocation binds a vehicle to a reservation, some time before the pick-up.',
    operationId: 'listAllocations',
    answers: PageOf(AllocationView),
  })
  list(@Query() query: AllocationFilter): Promise<Page<AllocationView>> {
    return this.queries.list(query);
  }

  @ReadRoute(':id', {
    access: 'allocations:read',
    summary: 'Show an allocation',
    description:
      'Which vehicle is bound to which reservation, from when to when, and whether that still holds.',
    operationId: 'showAllocation',
    answers: AllocationView,
  })
  one(@IdParam() id: string): Promise<AllocationView> {
    return this.queries.one(id);
  }

  @CommandRoute(':id/swap', {
    access: 'allocations:write',
    summary:
      'Give the reservation another vehicle: of the class asked for, else of its own, else of the next higher one ' +
      'that its driver may drive',
    description: 'Without a vehicle named, the plan chooses. The former vehicle is free again at once.',
    operationId: 'swapAllocation',
    answers: { type: AllocationView, description: 'The new allocation' },
    problems: ['reservation-not-waiting', 'class-not-allowed', 'no-vehicle-free'],
  })
  async swap(@IdParam() id: string, @Body() wish: SwapRequest): Promise<AllocationView> {
    const { subject } = await this.queries.one(id);
    return toAllocationView(await this.swaps.swap(subject.id, this.clock.now(), wish));
  }
}
