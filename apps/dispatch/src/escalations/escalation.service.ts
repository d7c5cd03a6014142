import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { escalationEndedV1, promiseEscalatedV1 } from '@houtai/event-catalogue';
import { Outbox, outgoing } from '@houtai/messaging';
import { IDS, NotFoundError, type IdSource } from '@houtai/service-host';
import { AlternativeFinder } from '../capacities/alternative-finder.service';
import { PlanStore } from '../planning/plan.store';
import { optionOf, type EscalatedPromise, type Option } from './escalation';
import { EscalationStore } from './escalation.store';

/** Tells others of promises for which dispatch has found no vehicle, with what there is one for; and when that is over. */
@Injectable()
export class EscalationService {
  constructor(
    private readonly escalations: EscalationStore,
    private readonly alternatives: AlternativeFinder,
    private readonly plans: PlanStore,
    private readonly outbox: Outbox,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Harmless where one of them has been told of, or has a vehicle by now. */
  async escalate(holdIds: readonly string[], now: Instant): Promise<void> {
    const promises = await this.escalations.inConflict(holdIds);
    if (promises.length === 0) return;
    const options = await this.optionsOf(promises, now);
    const raised = promises.map(({ wanted: { holdId } }) => ({ holdId, escalationId: this.ids.next() }));
    await this.escalations.raise(raised, now);
    await this.outbox.append(
      promises.map((promise, index) => {
        const { wanted, reservationId, vehicleId, conflict, conflictSince, closedBranchId } = promise;
        const { holdId: capacityHoldId, classCode, pickUp, return: back } = wanted;
        const escalationId = raised[index]?.escalationId ?? '';
        return outgoing(promiseEscalatedV1, escalationId, 1, {
          ...{ escalationId, capacityHoldId, subject: { kind: 'rental' as const, id: reservationId } },
          ...{ conflict, classCode, ...(vehicleId !== undefined && { vehicleId }), pickUp, return: back },
          ...(closedBranchId !== undefined && { closedBranchId }),
          ...{ conflictSince, escalatedAt: now, options: options[index] ?? [] },
        });
      }),
    );
  }

  /** Harmless where it goes on, or has ended before. */
  async end(holdIds: readonly string[], now: Instant): Promise<void> {
    const ended = await this.escalations.end(holdIds);
    if (ended.length === 0) return;
    await this.outbox.append(
      ended.map(({ escalationId, holdId: capacityHoldId, reservationId: id, outcome }) => {
        const subject = { kind: 'rental' as const, id };
        return outgoing(escalationEndedV1, escalationId, 2, {
          ...{ escalationId, capacityHoldId, subject, outcome, endedAt: now },
        });
      }),
    );
  }

  /**
   * What there is a vehicle for in place of a promise that is in conflict.
   * @throws NotFoundError where no such promise is
   */
  async options(holdId: string, now: Instant): Promise<Option[]> {
    const promise = await this.escalations.conflict(holdId);
    if (!promise) throw new NotFoundError('dispatch conflict', holdId);
    return (await this.optionsOf([promise], now))[0] ?? [];
  }

  /** By position; without a lock, for nothing is held. */
  private async optionsOf(promises: readonly EscalatedPromise[], now: Instant): Promise<Option[][]> {
    const plans = await this.plans.plansOf([...new Set(promises.map(({ wanted }) => wanted.classCode))]);
    const planOf = async (classCode: string) => {
      const plan = plans.get(classCode) ?? (await this.plans.planOf(classCode));
      plans.set(classCode, plan);
      return plan;
    };
    const options: Option[][] = [];
    for (const promise of promises) {
      const { wanted } = promise;
      const found = promise.isInUse
        ? await this.alternatives.otherReturns(wanted)
        : await this.alternatives.near(
            wanted,
            async (code) => (await planOf(code)).without(wanted.holdId),
            now,
          );
      options.push(found.map((alternative) => optionOf(wanted, alternative)));
    }
    return options;
  }
}
