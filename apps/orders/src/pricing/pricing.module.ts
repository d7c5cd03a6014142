import { Module } from '@nestjs/common';
import { RatePlanController } from './rate-plan.controller';
import { RatePlanQueries } from './rate-plan.queries';
import { RatePlanStore } from './rate-plan.store';

@Module({
  controllers: [RatePlanController],
  providers: [RatePlanStore, RatePlanQueries],
  exports: [RatePlanQueries],
})
export class PricingModule {}
