import type { BoardItem } from '../planning/board';
import { undriven } from '../planning/driven';
import { instantOf } from '../planning/plan';
import { isAdded, type Consequences } from '../planning/what-if';
import type { ClassConsequences, NamedPromise, PromiseMove } from './kept-what-if';

const MOST_NAMED = 100;

/** Undefined where it changes nothing. */
export function figuresOf(classCode: string, found: Consequences): ClassConsequences | undefined {
  const { promises, moved, lost, served, vehiclesMoved } = found;
  if (moved.length + lost.length + served.length + vehiclesMoved.length === 0) return undefined;
  const counts = { promises, moved: moved.length, lost: lost.length, served: served.length };
  return { classCode, ...counts, lostFirst: firstOf(lost), servedFirst: firstOf(served), vehiclesMoved };
}

/** By their pick-ups. */
export function movesOf(classCode: string, { moved }: Consequences): PromiseMove[] {
  return [...moved]
    .sort((a, b) => a.item.from - b.item.from)
    .map(({ item, vehicleId }) => moveOf(item, classCode, isAdded(vehicleId) ? null : vehicleId));
}

/** @param item as it was before */
export function moveOf(item: BoardItem, classCode: string, toVehicleId: string | null): PromiseMove {
  return { ...named(item), classCode, fromVehicleId: item.vehicleId ?? null, toVehicleId };
}

export function named(item: BoardItem): NamedPromise {
  const { id, subjectKind = 'rental', reservationId, pickUpBranchId, plannedFrom } = undriven(item);
  const subject = { kind: subjectKind, id: reservationId };
  return { capacityHoldId: id, subject, pickUpBranchId, from: instantOf(plannedFrom) };
}

function firstOf(items: readonly BoardItem[]): NamedPromise[] {
  return [...items]
    .sort((a, b) => a.from - b.from)
    .slice(0, MOST_NAMED)
    .map(named);
}
