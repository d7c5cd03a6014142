import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { ReservationQueries } from './reservation.queries';
import { ReservationStore } from './reservation.store';

/** The timers of the saga: no answer of dispatch is an answer, too. */
@DueWorker()
export class ExpireUnanswered implements DueItems {
  readonly name = 'expire-unanswered-reservations';
  readonly chunk = 32;

  constructor(
    private readonly queries: ReservationQueries,
    private readonly reservations: ReservationStore,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.unanswered(now, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.reservations.handleMany(
      ids.map((id) => ({
        id,
        command: ({ status }) => ({
          type: status === 'submitted' ? 'ExpireReservation' : 'ExpireChange',
          at: now,
        }),
      })),
    );
  }
}
