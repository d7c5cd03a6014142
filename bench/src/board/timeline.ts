import type { HoldRow, Millis, Span, VehicleRow } from './rows';

/** A stretch in which a vehicle with a timeline of its own may serve a hold. */
export interface Gap {
  readonly vehicleId: string;
  readonly branchId: string;
  readonly from: Millis;
  /** The hold has to be ready again by then. */
  readonly to: Millis;
  /** And to be due by then: papers end, or the vehicle is taken out of service. */
  readonly fitTo: Millis;
  /** Where the vehicle has to be afterwards; undefined when that does not matter. */
  readonly endBranchId: string | undefined;
}

export type TimelineFault = 'vehicle-late' | 'vehicle-elsewhere' | 'vehicle-unfit';

/** What follows from the rows of one vehicle. */
export interface Timeline {
  /** Where and when it becomes one of the pool; absent when it never does. */
  readonly entry: { readonly branchId: string; readonly at: Millis } | undefined;
  /** Holds on the vehicle itself, by start. */
  readonly own: readonly HoldRow[];
  /** Holds once put into a gap that is no gap any more, because the vehicle is one of the pool by then. */
  readonly pooled: readonly HoldRow[];
  readonly gaps: readonly Gap[];
  /** Holds that the vehicle cannot serve as things stand. */
  readonly faults: readonly { readonly hold: HoldRow; readonly fault: TimelineFault }[];
}

/**
 * Lays out the holds with a seat on `vehicle`. It keeps to itself up to the last thing that concerns it alone (a fixed
 * hold, papers that end, a grounding) and is one of the pool after it. Up to there it offers gaps. Windows that begin at or
 * after `horizon` concern nobody: no promise reaches that far.
 */
export function layOut(vehicle: VehicleRow, seated: readonly HoldRow[], horizon: Millis): Timeline {
  const windows = unfitSpans(vehicle).filter(({ from, to }) => from < horizon && to > vehicle.freeFrom);
  const fixed = seated.filter(({ seat }) => seat.kind === 'fixed').sort(byStart);
  const entry = entryOf(vehicle, fixed, windows);
  const isPooled = (hold: HoldRow) =>
    hold.seat.kind === 'gap' && entry !== undefined && entry.at <= hold.from;
  const own = seated.filter((hold) => !isPooled(hold)).sort(byStart);
  return {
    entry,
    own,
    pooled: seated.filter(isPooled),
    ...walk(vehicle, own, windows, entry),
  };
}

function entryOf(
  vehicle: VehicleRow,
  fixed: readonly HoldRow[],
  windows: readonly Span[],
): Timeline['entry'] {
  const at = Math.max(vehicle.freeFrom, ...fixed.map(({ until }) => until), ...windows.map(({ to }) => to));
  const last = fixed.at(-1);
  const branchId = last ? last.returnBranchId : vehicle.branchId;
  return at === Infinity || branchId === null ? undefined : { branchId, at };
}

/** Goes along the vehicle's day: what fits where, and what is left free between. */
function walk(
  vehicle: VehicleRow,
  own: readonly HoldRow[],
  windows: readonly Span[],
  entry: Timeline['entry'],
): Pick<Timeline, 'gaps' | 'faults'> {
  const faults: { hold: HoldRow; fault: TimelineFault }[] = [];
  const gaps: Gap[] = [];
  let branchId: string | null = vehicle.branchId;
  let freeFrom = vehicle.freeFrom;
  for (const hold of own) {
    const fault = faultOf(hold, branchId, freeFrom, windows);
    if (fault) faults.push({ hold, fault });
    addGaps({ from: freeFrom, to: hold.from }, branchId, hold.pickUpBranchId);
    branchId = hold.returnBranchId;
    freeFrom = Math.max(freeFrom, hold.until);
  }
  addGaps({ from: freeFrom, to: entry?.at ?? Infinity }, branchId, entry?.branchId);
  return { gaps, faults };

  function addGaps(free: Span, start: string | null, end: string | undefined): void {
    if (start === null) return;
    let { from } = free;
    for (const window of [...windows, { from: Infinity, to: Infinity }]) {
      if (window.to <= from) continue;
      const fitTo = Math.max(from, window.from);
      const isLast = window.from >= free.to;
      const to = isLast ? free.to : Math.min(free.to, Math.max(window.to, fitTo));
      // Within a stretch cut by windows the vehicle has to be back where it stood.
      const back = isLast || window.to >= free.to ? end : start;
      if (Math.min(to, fitTo) > from) {
        gaps.push({ vehicleId: vehicle.id, branchId: start, from, to, fitTo, endBranchId: back });
      }
      from = Math.max(from, window.to);
      if (from >= free.to) return;
    }
  }
}

function faultOf(
  hold: HoldRow,
  branchId: string | null,
  freeFrom: Millis,
  windows: readonly Span[],
): TimelineFault | undefined {
  if (hold.started) return undefined;
  if (freeFrom > hold.from) return 'vehicle-late';
  if (branchId !== hold.pickUpBranchId) return 'vehicle-elsewhere';
  const isUnfit = windows.some(({ from, to }) => from < hold.dueAt && hold.from < to);
  return isUnfit ? 'vehicle-unfit' : undefined;
}

/** When the vehicle may not be used: grounded, or without valid papers. By start. */
export function unfitSpans({ fit, grounded }: VehicleRow): Span[] {
  const spans: Span[] = [];
  let from = -Infinity;
  for (const valid of fit) {
    if (valid.from > from) spans.push({ from, to: valid.from });
    from = Math.max(from, valid.to);
  }
  if (from < Infinity) spans.push({ from, to: Infinity });
  return [...spans, ...grounded].sort((a, b) => a.from - b.from);
}

/** By start; what has begun goes before what has not; the id makes plans reproducible. */
export function byStart(a: HoldRow, b: HoldRow): number {
  return (
    a.from - b.from || Number(b.started) - Number(a.started) || a.until - b.until || (a.id < b.id ? -1 : 1)
  );
}
