import { addMinutes, type Instant } from '@houtai/domain-kit';
import type { Board, BoardItem } from '../planning/board';
import { instantOf, overlap, type Millis } from '../planning/plan';
import type { AbsenceQuestion, Candidate } from './absence-question';

/** A vehicle, away from one time to another. */
export interface Slot {
  vehicleId: string;
  from: Millis;
  until: Millis;
  toBranchId?: string;
}

/** What is planned on the vehicle in that time. */
export function touching({ items }: Board, { vehicleId, from, until }: Slot): BoardItem[] {
  const span = { from, to: until };
  return items.filter(
    (item) => item.vehicleId === vehicleId && overlap({ from: item.from, to: item.until }, span),
  );
}

/** Of each candidate, when it might begin: as early as wished, or when something else on the vehicle ends. */
export function slotsOf(board: Board, { candidates, minutes }: AbsenceQuestion): Slot[] {
  return candidates.flatMap((candidate) => {
    const [earliest, latest] = [Date.parse(candidate.from), Date.parse(candidate.latestFrom)];
    const ends = endsOn(board, candidate).filter((end) => end > earliest && end <= latest);
    return [earliest, ...ends].map((from) => slotAt(candidate, from, minutes));
  });
}

/** Times at which the candidates' vehicles have nothing to do, the nearest to what was wished first; never in the past. */
export function freeSlots(board: Board, question: AbsenceQuestion, now: Instant, most: number): Slot[] {
  const { candidates, minutes } = question;
  const length = Date.parse(addMinutes(now, minutes)) - Date.parse(now);
  const distances = new Map<Slot, number>();
  for (const candidate of candidates) {
    const begins = itemsOn(board, candidate).flatMap(({ from, until }) => [until, from - length]);
    for (const from of new Set(begins)) {
      const slot = slotAt(candidate, from, minutes);
      if (from < Date.parse(now) || touching(board, slot).length > 0) continue;
      distances.set(slot, Math.abs(from - Date.parse(candidate.from)));
    }
  }
  return [...distances]
    .sort(([, a], [, b]) => a - b)
    .slice(0, most)
    .map(([slot]) => slot);
}

function slotAt({ vehicleId, toBranchId }: Candidate, from: Millis, minutes: number): Slot {
  const until = Date.parse(addMinutes(instantOf(from), minutes));
  return { vehicleId, from, until, ...(toBranchId !== undefined && { toBranchId }) };
}

function itemsOn({ items }: Board, { vehicleId }: Candidate): BoardItem[] {
  return items.filter((item) => item.vehicleId === vehicleId);
}

function endsOn(board: Board, candidate: Candidate): Millis[] {
  return [...new Set(itemsOn(board, candidate).map(({ until }) => until))].sort((a, b) => a - b);
}
