import { Inject, Injectable } from '@nestjs/common';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { undriven } from '../planning/driven';
import type { AnswerTimes } from './dispatch-plan';
import type { Movable, PlanCopy } from './joint-problem';

const MOST_ASKED = 200;

/** Measures how long the planner takes for an answer. */
@Injectable()
export class AnswerTimer {
  constructor(@Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner) {}

  /** Asks again for some of what was promised, as if it had not been. */
  measure({ plans }: PlanCopy, movables: readonly Movable[]): AnswerTimes | null {
    const ms = movables
      .filter((_, index) => index % Math.ceil(movables.length / MOST_ASKED) === 0)
      .flatMap(({ item, classCode }) => {
        const timetable = plans.get(classCode ?? '')?.timetable.fork();
        if (!timetable) return [];
        timetable.remove(item);
        const began = performance.now();
        this.planner.place(timetable, { ...undriven(item), vehicleId: undefined });
        return performance.now() - began;
      })
      .sort((a, b) => a - b);
    const at = (share: number) => ms[Math.ceil(share * ms.length) - 1] ?? 0;
    return ms.length > 0 ? { p50: at(0.5), p95: at(0.95), max: at(1) } : null;
  }
}
