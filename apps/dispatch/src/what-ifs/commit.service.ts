import { Injectable } from '@nestjs/common';
import { addHours, laterOf, type Instant } from '@houtai/domain-kit';
import { RepairService } from '../allocations/repair.service';
import { DispatchConfig } from '../dispatch.config';
import { KeptFreeStore } from '../fleet/kept-free.store';
import { PlanStore } from '../planning/plan.store';
import { BranchLeaving } from '../closings/branch-leaving.service';
import { commitReport } from './commit-report';
import type { KeptWhatIf, Outcome } from './kept-what-if';
import { setAside, toDoInFleet } from './set-aside';
import { assertEnough } from './what-if-trial.service';
import { changeOf } from './what-if-question';

/**
 * Makes real of a what-if what belongs to dispatch: promises leave what is to be closed, taken out or moved. The plan of now
 * decides, under the locks of its classes; of what was thought of, the answer names what did not come true.
 */
@Injectable()
export class CommitService {
  constructor(
    private readonly plans: PlanStore,
    private readonly repairs: RepairService,
    private readonly kept: KeptFreeStore,
    private readonly branches: BranchLeaving,
    private readonly config: DispatchConfig,
  ) {}

  /**
   * @param classCodes what it is about
   * @throws DomainError `what-if-too-few-vehicles`
   */
  async commit(
    { id, question, moves }: KeptWhatIf,
    classCodes: readonly string[],
    now: Instant,
  ): Promise<Outcome> {
    await this.plans.lockClasses(classCodes);
    const before = await this.plans.plansOf(classCodes);
    const change = changeOf({ ...question, at: laterOf(question.at ?? now, now) }, now);
    const vehicles = setAside(change, before);
    assertEnough(
      question,
      vehicles.moved.map(({ vehicleId }) => vehicleId),
    );
    const all = [...vehicles.missing, ...vehicles.moved];
    const keptFreeUntil = all.length > 0 ? addHours(now, this.config.keptFreeHours) : null;
    for (const one of all) await this.kept.keep(one, id, keptFreeUntil ?? now);
    if (all.length > 0)
      await this.repairs.repairVehicles(
        all.map(({ vehicleId }) => vehicleId),
        now,
      );
    if (change.closed) await this.branches.leave(classCodes, change.closed, now);
    const after = await this.plans.plansOf(classCodes);
    const report = commitReport(before, after, moves, { vehicles: all, closed: change.closed });
    return { ...report, toDoInFleet: toDoInFleet(change, vehicles.moved), keptFreeUntil };
  }

  /** The vehicles may be promised again; where promises have moved to, they stay. */
  async takeBack({ id, outcome }: KeptWhatIf, now: Instant): Promise<void> {
    const named = outcome?.toDoInFleet.flatMap(({ vehicleIds }) => vehicleIds) ?? [];
    const vehicleIds = await this.kept.of(id, named);
    if (vehicleIds.length === 0) return;
    await this.plans.lockClasses(await this.plans.classesConcerned([], vehicleIds));
    for (const vehicleId of vehicleIds) await this.kept.end(vehicleId, id);
    await this.repairs.repairVehicles(vehicleIds, now);
  }
}
