import type { RefusalReason } from '../capacities/capacity';
import type { BoardItem } from '../planning/board';
import { instantOf, isOwnUse } from '../planning/plan';
import type { Trial } from './place-absence';

const MOST_REASONS = 10;

/** What was in the way of each time that was tried, every use once. */
export function reasonsOf(trials: readonly Trial[]): RefusalReason[] {
  const items = new Map(trials.flatMap(({ inTheWay }) => inTheWay.map((item) => [item.id, item])));
  const reasons = [...items.values()].slice(0, MOST_REASONS).map(reasonOf);
  if (reasons.length > 0) return reasons;
  return [{ rule: 'vehicle-in-fleet', message: 'No vehicle was named that is in the fleet' }];
}

function reasonOf(item: BoardItem): RefusalReason {
  const span = `from ${instantOf(item.from)} until ${instantOf(item.until)}`;
  const inTheWay = { kind: item.subjectKind ?? 'rental', id: item.reservationId };
  if (item.started) return { rule: 'vehicle-on-rent', message: `It is with a customer ${span}`, inTheWay };
  if (isOwnUse(item)) return { rule: 'vehicle-away', message: `It is away ${span}`, inTheWay };
  return { rule: 'promise', message: `It is promised ${span}, and no other vehicle is free`, inTheWay };
}
