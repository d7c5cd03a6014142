import type { BoardItem } from '../planning/board';
import { instantOf, isOwnUse } from '../planning/plan';
import type { RefusalReason } from './capacity';

const MOST_REASONS = 10;

/** Why these uses of a vehicle forbid another, each once. */
export function inTheWayReasons(items: readonly BoardItem[]): RefusalReason[] {
  const uses = new Map(items.map((item) => [item.id, item]));
  return [...uses.values()].slice(0, MOST_REASONS).map(reasonOf);
}

function reasonOf(item: BoardItem): RefusalReason {
  const span = `from ${instantOf(item.from)} until ${instantOf(item.until)}`;
  const inTheWay = { kind: item.subjectKind ?? 'rental', id: item.reservationId };
  if (item.started) return { rule: 'vehicle-on-rent', message: `It is with a customer ${span}`, inTheWay };
  if (isOwnUse(item)) return { rule: 'vehicle-away', message: `It is away ${span}`, inTheWay };
  return { rule: 'promise', message: `It is promised ${span}, and no other vehicle is free`, inTheWay };
}
