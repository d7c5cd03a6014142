import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { OrdersConfig } from '../orders.config';
import type { CancellationTier } from '../pricing/rate-plan';
import { RatePlanQueries } from '../pricing/rate-plan.queries';
import { PromisedVehicle } from './promised-vehicle.service';
import type { ReservationCommand, Taken } from './reservation';

/** What the end of a promise is measured by. Fees follow the rate plan that made the price. */
@Injectable()
export class ReservationEnds {
  constructor(
    private readonly ratePlans: RatePlanQueries,
    private readonly vehicle: PromisedVehicle,
    private readonly config: OrdersConfig,
  ) {}

  get graceHours(): number {
    return this.config.noShowGraceHours;
  }

  async termsOf(
    state: Taken,
    at: Instant,
  ): Promise<{ tiers: readonly CancellationTier[]; vehicleInOrder: boolean }> {
    const { cancellationTiers: tiers } = await this.ratePlans.one(state.price.ratePlanId);
    return { tiers, vehicleInOrder: await this.vehicle.isInOrder(state, at) };
  }

  async noShow(state: Taken, at: Instant): Promise<Extract<ReservationCommand, { type: 'DeclareNoShow' }>> {
    return { type: 'DeclareNoShow', ...(await this.termsOf(state, at)), graceHours: this.graceHours, at };
  }
}
