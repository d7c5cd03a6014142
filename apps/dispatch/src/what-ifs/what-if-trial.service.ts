import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { ValidationFailedError } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { PlanStore } from '../planning/plan.store';
import { whatIf } from '../planning/what-if';
import type { ClassConsequences, PromiseMove } from './kept-what-if';
import { questionFaults, unknownIn } from './question-faults';
import { figuresOf, movesOf } from './what-if-figures';
import { changeOf, type WhatIfQuestion } from './what-if-question';

export interface TrialResult {
  classes: ClassConsequences[];
  moves: PromiseMove[];
}

/** Tries a change on a copy of the plan, without locks. */
@Injectable()
export class WhatIfTrial {
  constructor(
    private readonly plans: PlanStore,
    private readonly fleet: FleetViewStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * @throws ValidationFailedError
   * @throws DomainError `what-if-incomplete`, `what-if-too-few-vehicles`
   */
  async make(question: WhatIfQuestion, now: Instant): Promise<TrialResult> {
    const change = changeOf(question, now);
    assertNone(questionFaults(question, now));
    const result: TrialResult = { classes: [], moves: [] };
    for (const [classCode, plan] of await this.plans.plansOf(await this.classesOf(question))) {
      const found = whatIf(this.planner, classCode, plan, change);
      assertEnough(question, found.vehiclesMoved);
      const figures = figuresOf(classCode, found);
      if (figures) result.classes.push(figures);
      result.moves.push(...movesOf(classCode, found));
    }
    return result;
  }

  /** Which classes it is about; that of the vehicle may be one that fleet has not told of yet. */
  async classesOf({ classCode, missingVehicleId }: WhatIfQuestion): Promise<string[]> {
    if (classCode !== undefined) return [classCode];
    const known = await this.fleet.classCodes();
    if (missingVehicleId === undefined) return known;
    return [...new Set([...known, ...(await this.plans.classesConcerned([], [missingVehicleId]))])];
  }

  /** @throws ValidationFailedError naming every branch, class and vehicle that there is not */
  async assertKnown(question: WhatIfQuestion): Promise<void> {
    const { closedBranchId, branchId, fromBranchId, toBranchId, missingVehicleId } = question;
    const branches = [closedBranchId, branchId, fromBranchId, toBranchId].flatMap((id) => id ?? []);
    const { vehicles } = await this.plans.loadVehicles(
      missingVehicleId === undefined ? [] : [missingVehicleId],
    );
    const faults = unknownIn(question, {
      branchIds: new Set(await this.fleet.knownBranches(branches)),
      classCodes: new Set(await this.fleet.classCodes()),
      vehicleClass: vehicles.find(({ inFleet }) => inFleet)?.classCode,
    });
    assertNone(faults);
  }
}

/** @throws DomainError `what-if-too-few-vehicles` */
export function assertEnough(question: WhatIfQuestion, { length: standing }: readonly string[]): void {
  const { movedVehicles: count = 0, classCode = '' } = question;
  if (standing < count) refuse('what-if-too-few-vehicles', { standing, classCode, count });
}

function assertNone(faults: ReturnType<typeof questionFaults>): void {
  if (faults.length > 0) throw new ValidationFailedError(faults);
}
