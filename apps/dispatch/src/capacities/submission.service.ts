import { Inject, Injectable } from '@nestjs/common';
import { runInCall, type CallContext } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import type { CapacityRequest, WantedHold } from './capacity';
import { PlaceFinder, type Plans } from './place-finder.service';
import { LockedReservation, ReservationLocks } from './reservation-locks.service';

/** What an event of orders says about a reservation, and the call that whatever it leads to belongs to. */
export interface ToldReservation {
  reservationId: string;
  request: CapacityRequest;
  call: CallContext;
}

/** Answers the question of submissions: is there a vehicle? Many in one transaction, each after the one before. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly finder: PlaceFinder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async answer(submissions: readonly ToldReservation[]): Promise<void> {
    const ids = submissions.map(({ reservationId }) => reservationId);
    const requests = submissions.map(({ request }) => request);
    const classCodes = requests.map(({ classCode }) => classCode);
    await this.locks.duringOnly(ids, classCodes, this.clock.now(), async (locked) => {
      const [toHold, plans] = await Promise.all([
        this.finder.wanting(requests),
        this.finder.plansFor(requests),
      ]);
      for (const told of submissions) {
        const reservation = new LockedReservation(told.reservationId, locked);
        await runInCall(told.call, () => this.answerOne(reservation, toHold(told.request), plans));
      }
    });
  }

  /** What it holds is sent before the next one looks for a place, and not waited for. */
  private async answerOne(reservation: LockedReservation, hold: WantedHold, plans: Plans): Promise<void> {
    if (reservation.state.status !== 'unknown') return;
    const at = this.clock.now();
    const verdict = await this.finder.find(hold, plans, at);
    await reservation.handle({ type: 'AnswerSubmission', verdict, at });
  }
}
