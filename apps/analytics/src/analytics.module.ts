import { Module } from '@nestjs/common';
import { CollectionModule } from './collection/collection.module';
import { KpiModule } from './kpi/kpi.module';
import { RebuildModule } from './rebuild/rebuild.module';
import { ReportModule } from './report/report.module';
import { VehicleDayModule } from './vehicle-day/vehicle-day.module';

@Module({ imports: [CollectionModule, VehicleDayModule, ReportModule, KpiModule, RebuildModule] })
export class AnalyticsModule {}
