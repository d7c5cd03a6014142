import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { RefusedWishFilter, RefusedWishView } from './refused-wish.dto';
import { RefusedWishQueries } from './refused-wish.queries';

@ApiTags('capacity')
@Controller('api/v1/refused-wishes')
export class RefusedWishController {
  constructor(
    private readonly queries: RefusedWishQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary:
      'List rentals that were refused for want of a vehicle, by pick-up, and whether one is free by now',
    description: 'For whoever calls the customer back.',
    operationId: 'listRefusedWishes',
    answers: PageOf(RefusedWishView),
  })
  list(@Query() filter: RefusedWishFilter): Promise<Page<RefusedWishView>> {
    return this.queries.list(filter, this.clock.now());
  }
}
