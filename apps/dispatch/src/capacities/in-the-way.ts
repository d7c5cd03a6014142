import { reasonOf } from '@houtai/event-catalogue';
import type { BoardItem } from '../planning/board';
import { instantOf, isOwnUse } from '../planning/plan';
import type { RefusalReason } from './capacity';

const MOST_REASONS = 10;

/** Why these uses of a vehicle forbid another, each once. */
export function inTheWayReasons(items: readonly BoardItem[]): RefusalReason[] {
  const uses = new Map(items.map((item) => [item.id, item]));
  return [...uses.values()].slice(0, MOST_REASONS).map(inTheWayReason);
}

function inTheWayReason(item: BoardItem): RefusalReason {
  const span = { from: instantOf(item.from), until: instantOf(item.until) };
  const inTheWay = { kind: item.subjectKind ?? 'rental', id: item.reservationId };
  const rule = item.started ? 'vehicle-on-rent' : isOwnUse(item) ? 'vehicle-away' : 'promise';
  return { ...reasonOf(rule, span), inTheWay };
}
