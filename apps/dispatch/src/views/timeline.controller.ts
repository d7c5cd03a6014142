import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParam, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { BranchMovementView, BranchTimelineFilter, VehicleTimelineView } from './timeline.dto';
import { TimelineQueries } from './timeline.queries';

@ApiTags('timelines')
@Controller('api/v1')
export class TimelineController {
  constructor(private readonly queries: TimelineQueries) {}

  @ReadRoute('vehicle-timelines/:id', {
    access: 'allocations:read',
    summary: 'What a vehicle is planned for, and when it may be used',
    description: 'Allocations, promises and absences in one line of time.',
    operationId: 'showVehicleTimeline',
    answers: VehicleTimelineView,
  })
  ofVehicle(@IdParam() id: string): Promise<VehicleTimelineView> {
    return this.queries.ofVehicle(id);
  }

  @ReadRoute('branch-timelines/:id', {
    access: 'allocations:read',
    summary: 'What leaves a branch and comes back to it, by time',
    description: 'Pick-ups and returns of the period, planned and bound.',
    operationId: 'showBranchTimeline',
    answers: PageOf(BranchMovementView),
    problems: ['period-empty'],
  })
  ofBranch(@IdParam() id: string, @Query() filter: BranchTimelineFilter): Promise<Page<BranchMovementView>> {
    return this.queries.ofBranch(id, filter);
  }
}
