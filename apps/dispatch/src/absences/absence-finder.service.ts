import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { reasonOf } from '@houtai/event-catalogue';
import { IDS, type IdSource } from '@houtai/service-host';
import { MOST_ALTERNATIVES } from '../capacities/alternatives';
import type { Alternative, Hold, Verdict } from '../capacities/capacity';
import { inTheWayReasons } from '../capacities/in-the-way';
import { asPromised, type Board, type BoardItem } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { instantOf, type PlanVehicle } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';
import { Timeline } from '../planning/timeline';
import type { AbsenceQuestion } from './absence-question';
import { freeSlots, slotsOf, type Slot } from './absence-slots';
import { placeAbsence } from './place-absence';

const NOT_IN_FLEET = reasonOf('vehicle-in-fleet');

/** Finds when a vehicle can be away. The locks of the classes are taken; nothing is changed. */
@Injectable()
export class AbsenceFinder {
  constructor(
    private readonly plans: PlanStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async find(question: AbsenceQuestion, now: Instant): Promise<Verdict> {
    const board = await this.boardOf(question, now);
    const vehicles = new Map(board.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const candidates = question.candidates.filter(({ vehicleId }) => vehicles.has(vehicleId));
    const known = { ...question, candidates };
    const draft = toItem(this.ids.next(), question);
    const asItem = (slot: Slot) => inPlace(board, vehicles.get(slot.vehicleId), draft(slot));
    const trials = placeAbsence(this.planner, board, slotsOf(board, known), asItem, question.isMust);
    const [chosen] = trials;
    if (chosen?.inTheWay.length === 0) {
      return { held: true, hold: toHold(asItem(chosen.slot), question.questionId) };
    }
    const slots = freeSlots(board, known, now, MOST_ALTERNATIVES);
    const alternatives = slots.map((slot) => toAlternative(asItem(slot)));
    const reasons = inTheWayReasons(trials.flatMap(({ inTheWay }) => inTheWay));
    return {
      held: false,
      questionId: question.questionId,
      reasons: reasons.length > 0 ? reasons : [NOT_IN_FLEET],
      alternatives,
    };
  }

  private async boardOf({ candidates }: AbsenceQuestion, now: Instant): Promise<Board> {
    const { vehicles } = await this.plans.loadVehicles(candidates.map(({ vehicleId }) => vehicleId));
    const board = await this.plans.loadClasses([...new Set(vehicles.map(({ classCode }) => classCode))]);
    return { ...board, items: board.items.map((item) => asPromised(item, Date.parse(now))) };
  }
}

/** The place is not known yet. */
function toItem(holdId: string, { subject }: AbsenceQuestion): (slot: Slot) => BoardItem {
  return ({ vehicleId, from, until, toBranchId = '' }) => ({
    id: holdId,
    holdIds: [holdId],
    reservationId: subject.id,
    subjectKind: subject.kind,
    classCode: '',
    pickUpBranchId: '',
    returnBranchId: toBranchId,
    ...{ from, plannedFrom: from, dueAt: until, until },
    vehicleId,
    fixed: true,
    started: false,
  });
}

/** It begins where the vehicle is by then. */
function inPlace(board: Board, vehicle: PlanVehicle | undefined, item: BoardItem): BoardItem {
  if (!vehicle) return item;
  const others = board.items.filter(({ vehicleId }) => vehicleId === vehicle.id);
  const { items } = new Timeline(vehicle, [...others, item]);
  return { ...item, ...items.find(({ id }) => id === item.id), classCode: vehicle.classCode };
}

function toAlternative(item: BoardItem): Alternative {
  const { classCode, pickUpBranchId, returnBranchId, from, until, vehicleId } = item;
  return {
    classCode,
    pickUp: { branchId: pickUpBranchId, at: instantOf(from) },
    return: { branchId: returnBranchId ?? pickUpBranchId, at: instantOf(until) },
    vehicleId,
  };
}

function toHold(item: BoardItem, questionId: string): Hold {
  const { vehicleId = '', ...terms } = toAlternative(item);
  return {
    ...terms,
    holdId: item.id,
    changeId: questionId,
    untilAt: terms.return.at,
    place: { vehicleId },
  };
}
