import { addHours, type Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { ReservationEnds } from './reservation-ends.service';
import { ReservationQueries } from './reservation.queries';
import { ReservationStore } from './reservation.store';

/** Nobody came until the grace was over: the vehicle waits no longer, whether somebody at the branch notices or not. */
@DueWorker()
export class DeclareNoShows implements DueItems {
  readonly name = 'declare-no-shows';
  readonly chunk = 32;

  constructor(
    private readonly queries: ReservationQueries,
    private readonly reservations: ReservationStore,
    private readonly ends: ReservationEnds,
  ) {}

  async findDue(now: Instant, limit: number): Promise<DueItem[]> {
    const { graceHours } = this.ends;
    const waiting = await this.queries.waitingSince(addHours(now, -graceHours), limit);
    return waiting.map(({ id, pickUpAt }) => ({ id, dueAt: addHours(pickUpAt, graceHours) }));
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.reservations.handleMany(
      ids.map((id) => ({
        id,
        command: async (state) => ({ ...(await this.ends.noShow(state, now)), byClock: true }),
      })),
    );
  }
}
