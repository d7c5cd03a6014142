import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { CapacityQuestionDroppedV1, Subject } from '@houtai/event-catalogue';
import { CLOCK, type Clock } from '@houtai/service-host';
import type { ReleaseReason } from '../capacities/capacity';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { AbsenceBinding } from './absence-binding.service';
import { AbsenceFinder } from './absence-finder.service';
import type { AbsenceQuestion } from './absence-question';

const RELEASED: Readonly<Record<CapacityQuestionDroppedV1['reason'], ReleaseReason>> = {
  expired: 'expired',
  withdrawn: 'cancelled',
  ended: 'completed',
};

/** The company's own use of a vehicle. The service that asks owns the life of its question (ADR 0006). */
@Injectable()
export class AbsenceService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly finder: AbsenceFinder,
    private readonly bindings: AbsenceBinding,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Holds one of the candidates, or says what is in the way. What it displaces is covered again or listed. */
  async answer(question: AbsenceQuestion): Promise<void> {
    const { subject, candidates } = question;
    const vehicleIds = candidates.map(({ vehicleId }) => vehicleId);
    const at = this.clock.now();
    await this.locks.during(subject.id, { vehicleIds, kind: subject.kind }, at, async (taken) => {
      if (taken.state.status !== 'unknown') return;
      const verdict = await this.finder.find(question, at);
      await taken.handle({ type: 'AnswerSubmission', verdict, at });
      if (verdict.held) await this.bindings.bind(subject, verdict.hold, at);
    });
  }

  async confirm({ id, kind }: Subject): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(id, { kind }, at, async (taken) => {
      await taken.handle({ type: 'MakeFirm', at });
    });
  }

  /** @param freeAt when the vehicle was free again, where it has ended */
  async drop(
    { id, kind }: Subject,
    reason: CapacityQuestionDroppedV1['reason'],
    freeAt: Instant,
  ): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(id, { kind }, at, async (taken) => {
      if (!(await taken.handle({ type: 'EndCapacity', reason: RELEASED[reason], at }))) return;
      await this.bindings.end(id, reason === 'ended' ? freeAt : undefined, taken.vehicleIds, at);
    });
  }
}
