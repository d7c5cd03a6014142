import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam, Permit, PageOf, type Page } from '@houtai/service-host';
import { AllocationFilter, AllocationView, SwapRequest } from './allocation.dto';
import { AllocationQueries } from './allocation.queries';
import { SwapAndShow } from './swap-and-show.service';

@ApiTags('allocations')
@Controller('api/v1/allocations')
export class AllocationController {
  constructor(
    private readonly queries: AllocationQueries,
    private readonly swaps: SwapAndShow,
  ) {}

  @Get()
  @Permit('allocations:read')
  @ApiOperation({ summary: 'List allocations by their start', operationId: 'listAllocations' })
  @ApiOkResponse({ type: PageOf(AllocationView) })
  list(@Query() query: AllocationFilter): Promise<Page<AllocationView>> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Permit('allocations:read')
  @ApiOperation({ summary: 'Show an allocation', operationId: 'showAllocation' })
  @ApiOkResponse({ type: AllocationView })
  one(@IdParam() id: string): Promise<AllocationView> {
    return this.queries.one(id);
  }

  @Post(':id/swap')
  @HttpCode(200)
  @Permit('allocations:write')
  @ApiOperation({
    summary:
      'Give the reservation another vehicle: of the class asked for, else of its own, else of the next higher one',
    operationId: 'swapAllocation',
  })
  @ApiOkResponse({ type: AllocationView, description: 'The new allocation' })
  async swap(@IdParam() id: string, @Body() wish: SwapRequest): Promise<AllocationView> {
    const { reservationId } = await this.queries.one(id);
    return this.swaps.swap(reservationId, wish);
  }
}
