import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { FlowPlan } from '../optimiser/solve-flow';
import { instantOf } from '../planning/plan';
import { AnswerTimer } from './answer-timer.service';
import type { DispatchPlan, Move, PlanReason } from './dispatch-plan';
import { DispatchPlanStore } from './dispatch-plan.store';
import { jointProblem, type Movable } from './joint-problem';
import { JointPlanner } from './joint-planner.service';
import { PlanChanges } from './plan-changes.service';
import { PlanCopyStore } from './plan-copy.store';
import { NO_FIGURES, planFigures } from './plan-figures';
import { refusedDemands } from './refused-demands';

/** Plans all classes together: solved beside the answers on a copy, done as far as the plan of then bears it. */
@Injectable()
export class RePlanning {
  constructor(
    private readonly copies: PlanCopyStore,
    private readonly planner: JointPlanner,
    private readonly answers: AnswerTimer,
    private readonly changes: PlanChanges,
    private readonly runs: DispatchPlanStore,
  ) {}

  /**
   * @param askedBy absent when time calls for it
   * @throws DomainError `planning-under-way`
   */
  run(reason: PlanReason, now: Instant, askedBy?: string): Promise<DispatchPlan> {
    return this.runs.alone(() => this.plan(reason, now, askedBy));
  }

  private async plan(reason: PlanReason, now: Instant, askedBy?: string): Promise<DispatchPlan> {
    const copy = await this.copies.read(now);
    const { problem, movables } = jointProblem(copy);
    const refused = copy.wishes && refusedDemands(copy.wishes, (code) => copy.plans.has(code));
    const { plan, hindsight } = await this.planner.solve(problem, refused);
    const wanted = plan ? movesOf(movables, plan) : [];
    return this.runs.add(async () => ({
      ...{ reason, askedBy: askedBy ?? null, measuredAt: now },
      ...{ promises: movables.length, inTime: plan !== undefined },
      ...{ refusedWishes: refused?.length ?? null, couldBeServed: hindsight?.couldBeServed ?? null },
      ...(plan ? planFigures(movables, plan, refused, hindsight) : NO_FIGURES),
      answerMs: this.answers.measure(copy, movables),
      moves: await this.changes.make(wanted, [...copy.plans.keys()], now),
      relocations: plan ? relocationsOf(plan) : [],
    }));
  }
}

/** Who had nothing comes last: by then others may have given back what they need. */
function movesOf(movables: readonly Movable[], { classOf }: FlowPlan): Move[] {
  return movables
    .flatMap(({ item, classCode: fromClass }): Move[] => {
      const toClass = classOf.get(item.id);
      if (toClass === undefined || toClass === fromClass) return [];
      return [{ itemId: item.id, reservationId: item.reservationId, fromClass, toClass }];
    })
    .sort((a, b) => Number(a.fromClass === undefined) - Number(b.fromClass === undefined));
}

function relocationsOf({ drives }: FlowPlan): DispatchPlan['relocations'] {
  return drives.map(({ classCode, drive: { fromBranchId, toBranchId, ms }, arrivesAt }) => {
    const [departsAt, arrives] = [instantOf(arrivesAt - ms), instantOf(arrivesAt)];
    return { classCode, fromBranchId, toBranchId, departsAt, arrivesAt: arrives };
  });
}
