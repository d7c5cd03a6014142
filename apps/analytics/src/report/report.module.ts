import { Module } from '@nestjs/common';
import { ReportController } from './report.controller';
import { ReportQueries } from './report.queries';
import { ReportStore } from './report.store';

@Module({
  controllers: [ReportController],
  providers: [ReportQueries, ReportStore],
  exports: [ReportQueries],
})
export class ReportModule {}
