import { withClasses, type Board, type BoardItem } from './board';
import type { CapacityPlanner } from './capacity-planner';
import { repairPlan } from './repair-plan';
import { Timetable } from './timetable';

/**
 * Promises that would have no vehicle, or not at their time, if `wanted` lay on its vehicle as it says, whether or not the
 * plan has it already. Others that have to make way for it get another vehicle.
 */
export function lostPromises(planner: CapacityPlanner, board: Board, wanted: BoardItem): BoardItem[] {
  const others = board.items.filter(({ id }) => id !== wanted.id);
  const plan = withClasses({ ...board, items: [...others, wanted] });
  const timetable = Timetable.of(plan.vehicles, plan.items);
  const repairs = repairPlan(planner, timetable, wanted.vehicleId === undefined ? [] : [wanted.vehicleId]);
  return others.filter(({ id, conflict }) => {
    const repair = repairs.get(id);
    return repair !== undefined && repair.kind !== 'moved' && !conflict;
  });
}
