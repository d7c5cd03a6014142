import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandRoute, IdParam, PageOf, Reach, ReadRoute, ownerOf, type Page } from '@houtai/service-host';
import { DispatcherWishes } from '../capacities/wishes.service';
import { refuse } from '../dispatch.errors';
import { assertSells } from '../partners/contract';
import { PartnerContractStore } from '../partners/partner-contract.store';
import {
  AvailabilityFilter,
  AvailabilityView,
  CapacityHoldFilter,
  CapacityHoldView,
  ForbiddenVehicle,
  PartnerAvailabilityView,
  PinRequest,
  partnerAvailabilityView,
} from './capacity-hold.dto';
import { CapacityQueries } from './capacity.queries';

@ApiTags('capacity')
@Controller('api/v1')
export class CapacityController {
  constructor(
    private readonly queries: CapacityQueries,
    private readonly wishes: DispatcherWishes,
    private readonly contracts: PartnerContractStore,
  ) {}

  @ReadRoute('capacity-holds', {
    access: 'allocations:read',
    summary: 'List capacity holds by pick-up',
    description: 'A hold is the place that a promise has in the plan of its class.',
    operationId: 'listCapacityHolds',
    answers: PageOf(CapacityHoldView),
  })
  holds(@Query() query: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return this.queries.holds(query);
  }

  @CommandRoute('capacity-holds/:id/pin', {
    access: 'allocations:write',
    summary: 'Keep the promise on a vehicle, also long before it is bound',
    description: 'The plan leaves it there until it is unpinned.',
    operationId: 'pinCapacityHold',
    answers: CapacityHoldView,
    problems: ['reservation-not-waiting', 'vehicle-bound', 'no-vehicle-free'],
  })
  pin(@IdParam() id: string, @Body() { vehicleId }: PinRequest): Promise<CapacityHoldView> {
    return this.wish(id, (reservationId) => this.wishes.pin(reservationId, vehicleId));
  }

  @CommandRoute('capacity-holds/:id/unpin', {
    access: 'allocations:write',
    summary: 'Let the plan move the promise again',
    description: 'Harmless when the promise was not pinned.',
    operationId: 'unpinCapacityHold',
    answers: CapacityHoldView,
    problems: ['reservation-not-waiting'],
  })
  unpin(@IdParam() id: string): Promise<CapacityHoldView> {
    return this.wish(id, (reservationId) => this.wishes.unpin(reservationId));
  }

  @CommandRoute('capacity-holds/:id/forbid-vehicle', {
    access: 'allocations:write',
    summary:
      'Never give the promise this vehicle; if it has it, it gets another one or is listed as a conflict',
    description: 'It holds until it is taken back with `allow-vehicle`.',
    operationId: 'forbidVehicle',
    answers: CapacityHoldView,
    problems: ['reservation-not-waiting'],
  })
  forbid(@IdParam() id: string, @Body() { vehicleId }: ForbiddenVehicle): Promise<CapacityHoldView> {
    return this.wish(id, (reservationId) => this.wishes.forbid(reservationId, vehicleId));
  }

  @CommandRoute('capacity-holds/:id/allow-vehicle', {
    access: 'allocations:write',
    summary: 'Take back that the promise must not get this vehicle',
    description: 'Harmless when the vehicle was not forbidden.',
    operationId: 'allowVehicle',
    answers: CapacityHoldView,
    problems: ['reservation-not-waiting'],
  })
  allow(@IdParam() id: string, @Body() { vehicleId }: ForbiddenVehicle): Promise<CapacityHoldView> {
    return this.wish(id, (reservationId) => this.wishes.allow(reservationId, vehicleId));
  }

  private async wish(
    holdId: string,
    work: (reservationId: string) => Promise<void>,
  ): Promise<CapacityHoldView> {
    const { reservationId, releasedAt } = await this.queries.hold(holdId);
    if (reservationId === null || releasedAt !== null) refuse('reservation-not-waiting');
    await work(reservationId);
    return this.queries.hold(holdId);
  }

  @ReadRoute('availability', {
    access: 'availability:read',
    partner: 'reference',
    summary: 'Free vehicles of a class at a branch, hour by hour',
    description: 'A partner learns whether there is one, not how many, of what its contract sells.',
    operationId: 'showAvailability',
    answers: AvailabilityView,
    partnerAnswers: PartnerAvailabilityView,
    problems: ['period-empty', 'period-too-long', 'class-not-in-contract', 'branch-not-in-contract'],
  })
  async availability(
    @Query() query: AvailabilityFilter,
    @Reach() reach: Reach,
  ): Promise<AvailabilityView | PartnerAvailabilityView> {
    const owner = ownerOf(reach);
    if (owner !== undefined) assertSells(await this.contracts.of(owner), query);
    const view = await this.queries.availability(query);
    return reach.kind === 'partner' ? partnerAvailabilityView(view) : view;
  }
}
