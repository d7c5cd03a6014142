import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { RATE_PLAN_DEFAULTS } from './rate-plan';
import { PublishRatePlanRequest, RatePlanFilter, RatePlanView, ratePlanView } from './rate-plan.dto';
import { RatePlanQueries } from './rate-plan.queries';
import { RatePlanStore } from './rate-plan.store';

@ApiTags('rate-plans')
@Controller('api/v1/rate-plans')
export class RatePlanController {
  constructor(
    private readonly ratePlans: RatePlanStore,
    private readonly queries: RatePlanQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'rate-plans:write',
    summary: 'Publish the prices of a vehicle class from a day of pick-up on',
    description:
      'For a pick-up the plan with the latest `validFrom` up to that day holds; of the plans of a partner’s price group ' +
      'where there is one, else of those of no group. A plan never changes.',
    operationId: 'publishRatePlan',
    answers: RatePlanView,
    problems: ['rate-plan-exists'],
  })
  async publish(@Body() request: PublishRatePlanRequest): Promise<RatePlanView> {
    const at = this.clock.now();
    const cancellationTiers = request.cancellationTiers ?? RATE_PLAN_DEFAULTS.cancellationTiers;
    const plan = { ...request, cancellationTiers, ratePlanId: this.ids.next(), publishedAt: at };
    const { state } = await this.ratePlans.create({ type: 'PublishRatePlan', plan, at });
    return ratePlanView(state);
  }

  @ReadRoute('', {
    access: 'rate-plans:read',
    summary: 'List the rate plans by class, the newest first',
    description: 'Plans that no longer hold are listed as well, since bookings made by them stand.',
    operationId: 'listRatePlans',
    answers: PageOf(RatePlanView),
  })
  list(@Query() filter: RatePlanFilter): Promise<Page<RatePlanView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':id', {
    access: 'rate-plans:read',
    summary: 'Show a rate plan',
    description: 'A plan never changes once it is published.',
    operationId: 'showRatePlan',
    answers: RatePlanView,
  })
  async one(@IdParam() id: string): Promise<RatePlanView> {
    return ratePlanView(await this.queries.one(id));
  }
}
