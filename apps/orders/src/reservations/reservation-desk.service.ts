import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { RatePlanQueries } from '../pricing/rate-plan.queries';
import type { Cancellation } from './reservation';
import { ReservationStore, type StoredReservation } from './reservation.store';

/** What people at a desk decide about a reservation. Fees follow the rate plan that made the price. */
@Injectable()
export class ReservationDesk {
  constructor(
    private readonly reservations: ReservationStore,
    private readonly ratePlans: RatePlanQueries,
    private readonly config: OrdersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async cancel(id: string, reason: Cancellation['reason'], version?: number): Promise<StoredReservation> {
    const at = this.clock.now();
    return this.reservations.handle(
      id,
      async ({ price }) => {
        const { cancellationTiers: tiers } = await this.ratePlans.one(price.ratePlanId);
        return { type: 'CancelReservation', reason, tiers, at };
      },
      { ifMatch: version },
    );
  }

  async declareNoShow(id: string, version?: number): Promise<StoredReservation> {
    const at = this.clock.now();
    const graceHours = this.config.noShowGraceHours;
    return this.reservations.handle(
      id,
      async ({ price }) => {
        const { cancellationTiers: tiers } = await this.ratePlans.one(price.ratePlanId);
        return { type: 'DeclareNoShow', tiers, graceHours, at };
      },
      { ifMatch: version },
    );
  }

  async reject(id: string, reason: string, version?: number): Promise<StoredReservation> {
    return this.reservations.handle(
      id,
      { type: 'RejectReservation', reason, at: this.clock.now() },
      { ifMatch: version },
    );
  }
}
