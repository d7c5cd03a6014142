import { Inject, Injectable } from '@nestjs/common';
import { neutralReasons, type Price } from '@houtai/event-catalogue';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import {
  CLOCK,
  IDS,
  ValidationFailedError,
  type Clock,
  type IdSource,
  type Reach,
} from '@houtai/service-host';
import type { OfPartner } from '../partners/of-partner';
import { OrdersConfig } from '../orders.config';
import { assessWish, type AskedOfDriver, type Wish, type WishFacts } from './assess-wish';
import type { BookingFault } from './booking-window';
import type { Channel, ReservationCommand, Taken } from './reservation';
import { ReservationStore, type StoredReservation } from './reservation.store';
import { WishFactsQueries } from './wish-facts.queries';

/** What a submission says beside its wish. */
export interface Submission {
  /** Absent when whoever was named is not known, which is a fault of the wish, or for other faults. */
  customerId?: string;
  customerFaults?: readonly BookingFault[];
  channel: Channel;
  ofPartner?: OfPartner;
  /** Of the partner's contract. */
  priceGroup?: string;
  /** Identity and licence are looked at when the vehicle is handed over. */
  identityAtPickUp?: boolean;
}

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

  async quote(wish: Wish, priceGroup?: string): Promise<Price> {
    const facts = await this.facts.factsFor(wish, undefined, { priceGroup });
    return this.assess(wish, facts, this.clock.now(), { driverAsked: false }).terms.price;
  }

  async submit(wish: Wish, submission: Submission): Promise<StoredReservation> {
    const { customerId, channel, ofPartner, priceGroup } = submission;
    const { identityAtPickUp, customerFaults: driverFaults } = submission;
    const at = this.clock.now();
    const mostOpen = isPrivate(channel) ? this.config.mostOpenReservations : undefined;
    const wanted = { countOpen: mostOpen, drawNumber: true, priceGroup };
    const facts = await this.facts.factsFor(wish, customerId, wanted);
    const { terms, failedRules } = this.assess(wish, facts, at, {
      ...{ driverAsked: true, driverFaults, mostOpen },
      identityAtPickUp,
    });
    const { number } = facts;
    if (customerId === undefined) throw new Error('a wish was assessed without its customer');
    if (number === undefined) throw new Error('no number was drawn');
    return this.reservations.create({
      type: 'SubmitReservation',
      reservationId: this.ids.next(),
      number,
      customerId,
      channel,
      ofPartner,
      priceGroup,
      identityAtPickUp,
      terms,
      failedRules,
      saidLater: ofPartner !== undefined,
      holdExpiresAt: addMinutes(at, this.config.holdMinutes),
      at,
    });
  }

  /**
   * Asks for other terms; what `changes` leaves out stays. Priced by the rule book as it stood at submission.
   * @param options.sells refuses terms that whoever asks may not have
   */
  async requestChange(
    reservationId: string,
    reach: Reach,
    changes: Partial<Wish>,
    { version, sells }: { version?: number; sells?: (wish: Wish) => void },
  ): Promise<StoredReservation> {
    const at = this.clock.now();
    const commandFor = async (state: Taken): Promise<ReservationCommand> => {
      const wish = {
        classCode: changes.classCode ?? state.classCode,
        pickUp: changes.pickUp ?? state.pickUp,
        return: changes.return ?? state.return,
      };
      const { priceGroup, submittedAt: ruleBookOf } = state;
      const facts = await this.facts.factsFor(wish, state.customerId, { ruleBookOf, priceGroup });
      return {
        type: 'RequestChange',
        changeId: this.ids.next(),
        ...this.assessChange(wish, facts, state, { at, reach, sells }),
        expiresAt: addMinutes(at, this.config.holdMinutes),
        at,
      };
    };
    return this.reservations.handle(reservationId, reach, commandFor, { ifMatch: version });
  }

  /** The state speaks first: a reservation that cannot change is no matter of faults in the wish. */
  private assessChange(
    wish: Wish,
    facts: WishFacts,
    state: Taken,
    { at, reach, sells }: { at: Instant; reach: Reach; sells?: (wish: Wish) => void },
  ) {
    const changeable = (state.status === 'confirmed' || state.status === 'ready') && at <= state.pickUp.at;
    if (!changeable) return { terms: state, failedRules: [] };
    sells?.(wish);
    const { identityAtPickUp } = state;
    const { terms, failedRules } = this.assess(wish, facts, at, { driverAsked: true, identityAtPickUp });
    // the refusal of a change is told, not stored
    return { terms, failedRules: reach.kind === 'partner' ? neutralReasons(failedRules) : failedRules };
  }

  private assess(wish: Wish, facts: WishFacts, now: Instant, asked: AskedOfDriver) {
    const assessment = assessWish(wish, facts, { now, limits: this.config, ...asked });
    if (!assessment.possible) throw new ValidationFailedError(assessment.faults);
    return { terms: assessment.terms, failedRules: assessment.failedRules };
  }
}

/** Companies and partners book for many drivers. */
function isPrivate(channel: Channel): boolean {
  return channel !== 'corporate' && channel !== 'partner';
}
