import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam, Permit, PageOf, type Page } from '@houtai/service-host';
import { AllocationView, SwapRequest } from './allocation.dto';
import {
  AvailabilityFilter,
  AvailabilityView,
  CapacityHoldFilter,
  CapacityHoldView,
} from './capacity-hold.dto';
import { CapacityQueries } from './capacity.queries';
import { SwapAndShow } from './swap-and-show.service';

@ApiTags('capacity')
@Controller('api/v1')
export class CapacityController {
  constructor(
    private readonly queries: CapacityQueries,
    private readonly swaps: SwapAndShow,
  ) {}

  @Get('capacity-holds')
  @Permit('allocations:read')
  @ApiOperation({ summary: 'List capacity holds by pick-up', operationId: 'listCapacityHolds' })
  @ApiOkResponse({ type: PageOf(CapacityHoldView) })
  holds(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.holds(query);
  }

  @Get('availability')
  @Permit('availability:read')
  @ApiOperation({
    summary: 'Free vehicles of a class at a branch, hour by hour',
    operationId: 'showAvailability',
  })
  @ApiOkResponse({ type: AvailabilityView })
  availability(@Query() query: AvailabilityFilter): Promise<AvailabilityView> {
    return this.queries.availability(query);
  }

  @Get('dispatch-conflicts')
  @Permit('allocations:read')
  @ApiOperation({
    summary: 'List promises that cannot be served as things stand',
    operationId: 'listDispatchConflicts',
  })
  @ApiOkResponse({ type: PageOf(CapacityHoldView) })
  conflicts(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.conflicts(query);
  }

  @Post('dispatch-conflicts/:id/solve')
  @HttpCode(200)
  @Permit('allocations:write')
  @ApiOperation({
    summary: 'Give the promise of this capacity hold a vehicle of its class, else of the next higher one',
    operationId: 'solveDispatchConflict',
  })
  @ApiOkResponse({ type: AllocationView, description: 'The new allocation' })
  async solve(@IdParam() id: string, @Body() wish: SwapRequest): Promise<AllocationView> {
    const { reservationId } = await this.queries.hold(id);
    return this.swaps.swap(reservationId, wish);
  }
}
