import { Injectable } from '@nestjs/common';
import type { Versions } from '@houtai/aggregate';
import type { Condition, KeyColumn, Page } from '@houtai/service-host';
import type { PublishedRatePlan } from './rate-plan';
import { ratePlanView, type RatePlanFilter, type RatePlanView } from './rate-plan.dto';
import type { RatePlanRow } from './rate-plan.row';
import { RatePlanStore } from './rate-plan.store';

const BY_CLASS_NEWEST_FIRST: KeyColumn<RatePlanRow & Versions>[] = [
  { sql: 't.class_code', type: 'text' },
  { sql: 't.valid_from', type: 'date', descending: true, of: (row) => row.first_day },
  { sql: 't.rate_plan_id', type: 'uuid' },
];

@Injectable()
export class RatePlanQueries {
  constructor(private readonly ratePlans: RatePlanStore) {}

  /** The plan a price was made by. */
  async one(ratePlanId: string): Promise<PublishedRatePlan> {
    return (await this.ratePlans.get(ratePlanId)).state;
  }

  list({ limit, after, classCode, priceGroup }: RatePlanFilter): Promise<Page<RatePlanView>> {
    const where: Condition[] = [
      ['t.class_code = $1', classCode],
      ['t.price_group = $1', priceGroup],
    ];
    const query = { where, by: BY_CLASS_NEWEST_FIRST, limit, after };
    return this.ratePlans.page(query, ({ state }) => ratePlanView(state));
  }
}
