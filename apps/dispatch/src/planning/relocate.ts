import type { Drive } from '../drives/network';
import { mostFenFor, type RelocationTerms } from '../drives/relocation-terms';
import { driven } from './driven';
import { drivenGap, isLongEnough, type DrivenGap } from './driven-gap';
import type { Use } from './branch-book';
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
    ...byGap(timetable, wanted, [undefined, ...drives], terms, avoid),
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
  drives: readonly (Drive | undefined)[],
  terms: RelocationTerms,
  avoid: ReadonlySet<string>,
): Way<Item>[] {
  const gaps: DrivenGap<Item>[] = [];
  for (const drive of drives) {
    const use = leaving(wanted, drive);
    const free = timetable
      .standing(use.pickUpBranchId, use.from)
      .filter((timeline) => isLongEnough(timeline, use) && !avoid.has(timeline.vehicle.id));
    if (free.length === 0) continue;
    const item = drive ? driven(wanted, drive) : wanted;
    for (const timeline of free) {
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
      if (left <= 0 || !timetable.leavesEnough(leaving(wanted, drive))) return undefined;
      left -= 1;
      return exchangeTails(timetable, driven(wanted, drive), avoid, MOST_EXCHANGED);
    };
    return { costFen: drive.costFen, make };
  });
}

/** What {@link driven} says of place and time. To make the item costs more than to find that nobody could take it. */
function leaving({ pickUpBranchId, returnBranchId, from, until }: PlanItem, drive: Drive | undefined): Use {
  if (!drive) return { pickUpBranchId, returnBranchId, from, until };
  return { pickUpBranchId: drive.fromBranchId, returnBranchId, from: from - drive.ms, until };
}
