import { Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, IDS, Actor, CommandRoute, ReadRoute, type Clock, type IdSource } from '@houtai/service-host';
import {
  DailyReportFilter,
  DailyReportView,
  DayParam,
  PublishedReportView,
  PublishedReports,
} from './report.dto';
import { ReportQueries } from './report.queries';
import { ReportStore } from './report.store';

@ApiTags('reports')
@Controller('api/v1/reports/daily-vehicle-operations')
export class ReportController {
  constructor(
    private readonly queries: ReportQueries,
    private readonly reports: ReportStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @ReadRoute('', {
    access: 'reports:read',
    summary: 'Daily vehicle operations (每日车辆运营情况报表) as known now',
    description: 'Late facts may still change it; what was published stays as it was.',
    operationId: 'dailyVehicleOperations',
    answers: DailyReportView,
  })
  daily(@Query() { day, branchId }: DailyReportFilter): Promise<DailyReportView> {
    return this.queries.daily(day, this.clock.now(), branchId);
  }

  @CommandRoute(':day/publish', {
    access: 'reports:write',
    summary: 'Publish the report of a finished day; a new version only when it differs from the last',
    description: 'A published version never changes.',
    operationId: 'publishDailyVehicleOperations',
    answers: PublishedReportView,
    problems: ['day-not-over'],
  })
  publish(@Param() { day }: DayParam, @Actor() actor: Actor): Promise<PublishedReportView> {
    return this.reports.publish(day, this.ids.next(), actor.name, this.clock.now());
  }

  @ReadRoute(':day/versions', {
    access: 'reports:read',
    summary: 'All published versions of a day, newest first',
    description: 'Empty when the day was not published.',
    operationId: 'dailyVehicleOperationsVersions',
    answers: PublishedReports,
  })
  async versions(@Param() { day }: DayParam): Promise<PublishedReports> {
    return { items: await this.reports.versions(day) };
  }
}
