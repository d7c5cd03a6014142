import { Injectable } from '@nestjs/common';
import type { Page } from '@houtai/service-host';
import type { PublishedRatePlan } from './rate-plan';
import { ratePlanView, type RatePlanFilter, type RatePlanView } from './rate-plan.dto';
import { RATE_PLANS } from './rate-plan.list';
import { RatePlanStore } from './rate-plan.store';

@Injectable()
export class RatePlanQueries {
  constructor(private readonly ratePlans: RatePlanStore) {}

  /** The plan a price was made by. */
  async one(ratePlanId: string): Promise<PublishedRatePlan> {
    return (await this.ratePlans.get(ratePlanId)).state;
  }

  list(filter: RatePlanFilter): Promise<Page<RatePlanView>> {
    return this.ratePlans.page(RATE_PLANS, { filter }, ({ state }) => ratePlanView(state));
  }
}
