import { Module } from '@nestjs/common';
import { KpiController } from './kpi.controller';
import { KpiQueries } from './kpi.queries';

@Module({ controllers: [KpiController], providers: [KpiQueries] })
export class KpiModule {}
