import type { Drive } from '../drives/network';
import { mostFenFor, type RelocationTerms } from '../drives/relocation-terms';
import { leavesEnough } from './branch-count';
import { driven } from './driven';
import { drivenGap, type DrivenGap } from './driven-gap';
import { exchangeTails } from './exchange-tails';
import type { Placement, PlanItem } from './plan';
import type { Timetable } from './timetable';

/** Branches from which a vehicle may come, the cheapest drives first. */
const MOST_SOURCES = 16;
/** An exchange at the branch where a drive begins looks closely at vehicles: at 24 in all. */
const MOST_EXCHANGES = 3;
const MOST_EXCHANGED = 8;

/** One way to serve the wanted use by drives. */
interface Way<Item extends PlanItem> {
  readonly costFen: number;
  readonly make: () => Placement<Item>[] | undefined;
}

/**
 * With a vehicle that is driven to the pick-up, the cheapest way first: into a gap, from where the vehicle stands and back to
 * where its next use begins; or as a one-way use from the branch where the drive begins, by an exchange there, which is exact
 * where vehicles are interchangeable (ADR 0019).
 */
export function relocate<Item extends PlanItem>(
  timetable: Timetable<Item>,
  wanted: Item,
  terms: RelocationTerms,
  avoid: ReadonlySet<string>,
): Placement<Item>[] | undefined {
  const mostFen = mostFenFor(terms, wanted);
  const drives = terms.network
    .into(wanted.pickUpBranchId)
    .filter(({ ms }) => wanted.from - ms >= terms.notBefore)
    .slice(0, MOST_SOURCES);
  const ways = [
    ...byGap(timetable, wanted, drives, terms, avoid),
    ...byExchange(timetable, wanted, drives, avoid),
  ];
  const bearable = ways.filter(({ costFen }) => costFen <= mostFen);
  for (const { make } of bearable.sort((a, b) => a.costFen - b.costFen)) {
    const placements = make();
    if (placements) return placements;
  }
  return undefined;
}

/** Of gaps at one price the one that wastes least; the order among equal prices is kept by the sort after it. */
function byGap<Item extends PlanItem>(
  timetable: Timetable<Item>,
  wanted: Item,
  drives: readonly Drive[],
  terms: RelocationTerms,
  avoid: ReadonlySet<string>,
): Way<Item>[] {
  const gaps: DrivenGap<Item>[] = [];
  for (const item of [wanted, ...drives.map((drive) => driven(wanted, drive))]) {
    for (const timeline of timetable.at(item.pickUpBranchId)) {
      if (avoid.has(timeline.vehicle.id)) continue;
      const gap = drivenGap(timeline, item, terms);
      if (gap) gaps.push(gap);
    }
  }
  return gaps
    .sort(
      (a, b) => Number(a.risky) - Number(b.risky) || a.idle - b.idle || (a.vehicleId < b.vehicleId ? -1 : 1),
    )
    .map(({ costFen, placements }) => ({ costFen, make: () => placements }));
}

function byExchange<Item extends PlanItem>(
  timetable: Timetable<Item>,
  wanted: Item,
  drives: readonly Drive[],
  avoid: ReadonlySet<string>,
): Way<Item>[] {
  let left = MOST_EXCHANGES;
  return drives.map((drive) => {
    const make = () => {
      const block = driven(wanted, drive);
      if (left <= 0 || !leavesEnough(timetable.at(drive.fromBranchId), block)) return undefined;
      left -= 1;
      return exchangeTails(timetable, block, avoid, MOST_EXCHANGED);
    };
    return { costFen: drive.costFen, make };
  });
}
