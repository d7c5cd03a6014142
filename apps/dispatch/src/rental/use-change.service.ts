import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import type { Capacity, Hold, Verdict } from '../capacities/capacity';
import { ReservationLocks, type LockedReservation } from '../capacities/reservation-locks.service';
import { PlanStore } from '../planning/plan.store';
import { ExchangeFinder } from './exchange-finder.service';
import { ExtensionFinder } from './extension-finder.service';
import { NOT_UNDER_WAY, type UseQuestion } from './use-question';
import { UseSpans } from './use-spans.service';

type InUse = Extract<Capacity, { status: 'in-use' }>;

/** Extension and exchange of a rental under way: what it is to have is kept beside what it has until orders has decided. */
@Injectable()
export class UseChangeService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly plans: PlanStore,
    private readonly extensions: ExtensionFinder,
    private readonly exchanges: ExchangeFinder,
    private readonly spans: UseSpans,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async answer(question: UseQuestion): Promise<void> {
    const { questionId, reservationId, request } = question;
    const at = this.clock.now();
    const also = { classCodes: request ? [request.classCode] : [] };
    await this.locks.during(reservationId, also, at, async (rental) => {
      const open = proposalOf(rental.state);
      if (open?.changeId === questionId) return;
      if (open) await this.dropOpen(rental, open.changeId, at);
      const { state } = rental;
      const verdict = await this.find(state, question, at);
      await rental.handle({ type: 'AnswerUseChange', questionId, verdict, at });
      if (state.status === 'in-use' && verdict.held && !question.isExchange) {
        await this.spans.lengthen(reservationId, state.hold, verdict.hold, at);
      }
    });
  }

  /** An extension holds; an exchange is made: the old vehicle is back where the new one was handed over. */
  async adopt(questionId: string, reservationId: string): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(reservationId, {}, at, async (rental) => {
      const { state } = rental;
      if (state.status !== 'in-use') return;
      const [former, hold] = [state.hold, state.proposal];
      if (!(await rental.handle({ type: 'AdoptUseChange', questionId, at })) || !hold) return;
      if (vehicleOf(former) === vehicleOf(hold)) return;
      await this.spans.exchange(reservationId, questionId, former, hold, at);
    });
  }

  async drop(questionId: string, reservationId: string): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(reservationId, {}, at, (rental) => this.dropOpen(rental, questionId, at));
  }

  private async find(state: Capacity, question: UseQuestion, at: Instant): Promise<Verdict> {
    const { request, reservationId, isExchange } = question;
    const [use] = state.status === 'in-use' ? await this.plans.loadReservation(reservationId) : [];
    if (state.status !== 'in-use' || !use || !request) {
      return { held: false, reasons: [NOT_UNDER_WAY], alternatives: [] };
    }
    if (isExchange) return this.exchanges.find(use, request, at);
    return this.extensions.find(use, state.hold, request, at);
  }

  private async dropOpen(rental: LockedReservation, questionId: string, at: Instant): Promise<void> {
    const { state } = rental;
    if (!(await rental.handle({ type: 'DropUseChange', questionId, at }))) return;
    if (state.status === 'in-use') await this.spans.restore(rental, state.hold, at);
  }
}

function proposalOf(state: Capacity): InUse['proposal'] {
  return state.status === 'in-use' ? state.proposal : undefined;
}

function vehicleOf({ place }: Hold): string | undefined {
  return 'vehicleId' in place ? place.vehicleId : undefined;
}
