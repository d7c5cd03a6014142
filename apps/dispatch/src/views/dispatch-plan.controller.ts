import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CLOCK,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Clock,
  type Page,
} from '@houtai/service-host';
import { RePlanning } from '../re-planning/re-planning.service';
import { DispatchPlanFilter, DispatchPlanView } from './dispatch-plan.dto';
import { DispatchPlanQueries } from './dispatch-plan.queries';

@ApiTags('dispatch-plans')
@Controller('api/v1/dispatch-plans')
export class DispatchPlanController {
  constructor(
    private readonly queries: DispatchPlanQueries,
    private readonly rePlanning: RePlanning,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'dispatch-plans:read',
    summary: 'List runs of the optimiser, the first run first, with their figures',
    description: 'Also those that the clock started.',
    operationId: 'listDispatchPlans',
    answers: PageOf(DispatchPlanView),
  })
  list(@Query() filter: DispatchPlanFilter): Promise<Page<DispatchPlanView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':id', {
    access: 'dispatch-plans:read',
    summary: 'Show a run of the optimiser',
    description: 'Who asked for it, how long it took, and what it changed.',
    operationId: 'showDispatchPlan',
    answers: DispatchPlanView,
  })
  one(@IdParam() id: string): Promise<DispatchPlanView> {
    return this.queries.one(id);
  }

  @CreateRoute('', {
    access: 'dispatch-plans:write',
    summary:
      'Plan all classes together now: who was upgraded goes back where that fits, who has no vehicle gets one',
    description: 'One run at a time; the answer tells what it changed.',
    operationId: 'makeDispatchPlan',
    answers: DispatchPlanView,
    problems: ['planning-under-way'],
  })
  make(@Actor() actor: Actor): Promise<DispatchPlanView> {
    return this.rePlanning.run('asked', this.clock.now(), actor.name);
  }
}
