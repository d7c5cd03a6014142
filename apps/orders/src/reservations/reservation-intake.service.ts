import { Inject, Injectable } from '@nestjs/common';
import type { Price } from '@houtai/event-catalogue';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { CLOCK, IDS, ValidationFailedError, type Clock, type IdSource } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { assessWish, type Wish, type WishFacts } from './assess-wish';
import type { Channel, ReservationCommand, Taken } from './reservation';
import { ReservationStore, type StoredReservation } from './reservation.store';
import { WishFactsQueries } from './wish-facts.queries';

/** Quote, submission and change: whatever turns a wish into terms. */
@Injectable()
export class ReservationIntake {
  constructor(
    private readonly facts: WishFactsQueries,
    private readonly reservations: ReservationStore,
    private readonly config: OrdersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async quote(wish: Wish): Promise<Price> {
    const facts = await this.facts.factsFor(wish);
    return this.assess(wish, facts, this.clock.now(), false).terms.price;
  }

  async submit(wish: Wish, customerId: string, channel: Channel): Promise<StoredReservation> {
    const at = this.clock.now();
    const mostOpen = isPrivate(channel) ? this.config.mostOpenReservations : undefined;
    const facts = await this.facts.factsFor(wish, customerId, { countOpen: mostOpen });
    const { terms, failedRules } = this.assess(wish, facts, at, true, mostOpen);
    return this.reservations.create({
      type: 'SubmitReservation',
      reservationId: this.ids.next(),
      customerId,
      channel,
      terms,
      failedRules,
      holdExpiresAt: addMinutes(at, this.config.holdMinutes),
      at,
    });
  }

  /** Asks for other terms; what `changes` leaves out stays. Priced by the rule book as it stood at submission. */
  async requestChange(
    reservationId: string,
    changes: Partial<Wish>,
    expectedVersion?: number,
  ): Promise<StoredReservation> {
    const at = this.clock.now();
    const commandFor = async (state: Taken): Promise<ReservationCommand> => {
      const wish = {
        classCode: changes.classCode ?? state.classCode,
        pickUp: changes.pickUp ?? state.pickUp,
        return: changes.return ?? state.return,
      };
      const facts = await this.facts.factsFor(wish, state.customerId, { ruleBookOf: state.submittedAt });
      return {
        type: 'RequestChange',
        changeId: this.ids.next(),
        ...this.assessChange(wish, facts, state, at),
        expiresAt: addMinutes(at, this.config.holdMinutes),
        at,
      };
    };
    return this.reservations.handle(reservationId, commandFor, { ifMatch: expectedVersion });
  }

  /** The state speaks first: a reservation that cannot change is no matter of faults in the wish. */
  private assessChange(wish: Wish, facts: WishFacts, state: Taken, at: Instant) {
    const changeable = (state.status === 'confirmed' || state.status === 'ready') && at <= state.pickUp.at;
    return changeable ? this.assess(wish, facts, at, true) : { terms: state, failedRules: [] };
  }

  private assess(wish: Wish, facts: WishFacts, now: Instant, driverAsked: boolean, mostOpen?: number) {
    const assessment = assessWish(wish, facts, { now, limits: this.config, driverAsked, mostOpen });
    if (!assessment.possible) throw new ValidationFailedError(assessment.faults);
    return { terms: assessment.terms, failedRules: assessment.failedRules };
  }
}

/** Companies and partners book for many drivers. */
function isPrivate(channel: Channel): boolean {
  return channel !== 'corporate' && channel !== 'partner';
}
