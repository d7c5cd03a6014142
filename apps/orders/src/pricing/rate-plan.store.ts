import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type AggregateTable } from '@houtai/aggregate';
import { ordersErrors } from '../orders.errors';
import {
  ratePlan,
  type PublishedRatePlan,
  type PublishRatePlan,
  type RatePlanPublished,
  type RatePlanState,
} from './rate-plan';
import { COLUMNS, FIRST_DAY, toRatePlan, type RatePlanRow } from './rate-plan.row';

const TABLE: AggregateTable<RatePlanState, RatePlanPublished, RatePlanRow> = {
  name: 'rate_plan',
  id: 'rate_plan_id',
  columns: COLUMNS,
  children: FIRST_DAY,
  toState: toRatePlan,
  refusals: {
    rate_plan_one_per_class_and_day: exists,
    rate_plan_one_per_group_class_and_day: exists,
  },
};

function exists({ classCode, validFrom }: PublishedRatePlan): Error {
  return ordersErrors.error('rate-plan-exists', { classCode, validFrom });
}

@Injectable()
export class RatePlanStore extends AggregateStore<
  PublishRatePlan,
  RatePlanState,
  RatePlanPublished,
  RatePlanRow
> {
  constructor(platform: AggregatePlatform) {
    super(ratePlan, TABLE, platform);
  }
}
