import { Injectable } from '@nestjs/common';
import { addHours, laterOf, type Instant } from '@houtai/domain-kit';
import type { NeutralRule } from '@houtai/event-catalogue';
import type { Reach } from '@houtai/service-host';
import type { ReservationCommand, Taken } from '../reservations/reservation';
import { ReservationEnds } from '../reservations/reservation-ends.service';
import { ReservationStore, type StoredReservation } from '../reservations/reservation.store';
import { confirmation, expiry, refusal } from './forced-answer';
import { HeldAnswerStore } from './held-answer.store';
import { HelperCall } from './helper-call.service';

type Timed = ReservationCommand & { at: Instant };

/** Outcomes of a booking on demand. The rules of the reservation decide, as for dispatch, the clock and the desk. */
@Injectable()
export class BookingHelper {
  constructor(
    private readonly reservations: ReservationStore,
    private readonly ends: ReservationEnds,
    private readonly held: HeldAnswerStore,
    private readonly call: HelperCall,
  ) {}

  /** @returns since when */
  holdBack(partnerId: string, reference: string): Promise<Instant> {
    return this.held.hold(partnerId, reference, this.call.now());
  }

  confirm(id: string, reach: Reach): Promise<StoredReservation> {
    return this.answer(id, reach, async (state) =>
      confirmation(state, await this.held.find(state), this.call.now()),
    );
  }

  refuse(id: string, reach: Reach, reason: NeutralRule): Promise<StoredReservation> {
    return this.answer(id, reach, (state) => refusal(state, reason, this.call.now()));
  }

  expire(id: string, reach: Reach): Promise<StoredReservation> {
    return this.answer(id, reach, (state) => expiry(state, this.call.now()));
  }

  /** Nobody came until the grace was over. Before a vehicle is set aside the clock has to be there, as for the desk. */
  noShow(id: string, reach: Reach): Promise<StoredReservation> {
    return this.decide(id, reach, (state) => {
      const now = this.call.now();
      const over = addHours(state.pickUp.at, this.ends.graceHours);
      return this.ends.noShow(state, state.status === 'ready' ? laterOf(now, over) : now);
    });
  }

  /** What was kept back is answered, and nothing is kept back any more. The held answer is locked before the reservation. */
  private answer(
    id: string,
    reach: Reach,
    command: (state: Taken) => Timed | Promise<Timed>,
  ): Promise<StoredReservation> {
    return this.call.asHouse(async () => {
      const { state } = await this.reservations.get(id, reach);
      await this.held.find(state);
      const answered = await this.decide(id, reach, command);
      await this.held.release(state);
      return answered;
    });
  }

  /** The time of the command is that of the events; it is known when the reservation as it stands is. */
  private decide(
    id: string,
    reach: Reach,
    command: (state: Taken) => Timed | Promise<Timed>,
  ): Promise<StoredReservation> {
    return this.call.asHouse(async () => {
      const { state } = await this.reservations.get(id, reach);
      const { at } = await command(state);
      return this.call.at(at, () => this.reservations.handle(id, reach, command));
    });
  }
}
