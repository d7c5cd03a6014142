import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { CLOCK, type Clock, type Reach } from '@houtai/service-host';
import type { Cancellation, ReservationCommand, Taken } from './reservation';
import { ReservationEnds } from './reservation-ends.service';
import { ReservationStore, type StoredReservation } from './reservation.store';

/** What people at a desk decide about a reservation. */
@Injectable()
export class ReservationDesk {
  constructor(
    private readonly reservations: ReservationStore,
    private readonly ends: ReservationEnds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  cancel(
    id: string,
    reach: Reach,
    { reason, note }: Pick<Cancellation, 'reason' | 'note'>,
    version?: number,
  ): Promise<StoredReservation> {
    return this.handle(id, reach, version, async (state, at) => {
      return { type: 'CancelReservation', reason, note, ...(await this.ends.termsOf(state, at)), at };
    });
  }

  declareNoShow(id: string, reach: Reach, version?: number): Promise<StoredReservation> {
    return this.handle(id, reach, version, (state, at) => this.ends.noShow(state, at));
  }

  reject(id: string, reach: Reach, reason: string, version?: number): Promise<StoredReservation> {
    return this.handle(id, reach, version, (_, at) => ({ type: 'RejectReservation', reason, at }));
  }

  private handle(
    id: string,
    reach: Reach,
    ifMatch: number | undefined,
    command: (state: Taken, at: Instant) => ReservationCommand | Promise<ReservationCommand>,
  ): Promise<StoredReservation> {
    const at = this.clock.now();
    return this.reservations.handle(id, reach, (state) => command(state, at), { ifMatch });
  }
}
