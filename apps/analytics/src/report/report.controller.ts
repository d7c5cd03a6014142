import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor, CLOCK, IDS, Permit, type Clock, type IdSource } from '@houtai/service-host';
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

  @Get()
  @Permit('reports:read')
  @ApiOperation({
    summary: 'Daily vehicle operations (每日车辆运营情况报表) as known now',
    operationId: 'dailyVehicleOperations',
  })
  @ApiOkResponse({ type: DailyReportView })
  daily(@Query() { day, branchId }: DailyReportFilter): Promise<DailyReportView> {
    return this.queries.daily(day, this.clock.now(), branchId);
  }

  @Post(':day/publish')
  @HttpCode(200)
  @Permit('reports:write')
  @ApiOperation({
    summary: 'Publish the report of a finished day; a new version only when it differs from the last',
    operationId: 'publishDailyVehicleOperations',
  })
  @ApiOkResponse({ type: PublishedReportView })
  publish(@Param() { day }: DayParam, @Actor() actor: Actor): Promise<PublishedReportView> {
    return this.reports.publish(day, this.ids.next(), actor.name, this.clock.now());
  }

  @Get(':day/versions')
  @Permit('reports:read')
  @ApiOperation({
    summary: 'All published versions of a day, newest first',
    operationId: 'dailyVehicleOperationsVersions',
  })
  @ApiOkResponse({ type: PublishedReports })
  async versions(@Param() { day }: DayParam): Promise<PublishedReports> {
    return { items: await this.reports.versions(day) };
  }
}
