import type { Drive } from '../src/drives/network';

/** A use of some vehicle, wherever it comes from. */
export interface Demand {
  from: number;
  until: number;
  start: string;
  end: string | null;
}

/**
 * Whether interchangeable vehicles can serve all demands: maximum flow through places in time, each a branch at a whole
 * hour. Plain and slow; the oracle of the board's answers.
 */
export function canServe(
  entries: readonly { branchId: string; at: number }[],
  demands: readonly Demand[],
  drives: readonly Drive[],
  lastHour: number,
): boolean {
  const graph = new FlowGraph();
  const places = new Map<string, number>();
  const place = (branchId: string, at: number): number => {
    let first = places.get(branchId);
    if (first === undefined) {
      places.set(branchId, (first = graph.addNodes(lastHour + 1)));
      for (let hour = 0; hour < lastHour; hour += 1) graph.connect(first + hour, first + hour + 1, 1_000);
    }
    return first + Math.min(at, lastHour);
  };
  const [source, sink] = [graph.addNodes(1), graph.addNodes(1)];
  for (const { fromBranchId, toBranchId, ms } of drives) {
    for (let at = 0; at + ms <= lastHour; at += 1) {
      graph.connect(place(fromBranchId, at), place(toBranchId, at + ms), 1_000);
    }
  }
  for (const { branchId, at } of entries) graph.connect(source, place(branchId, at), 1);
  for (const { from, until, start, end } of demands) {
    graph.connect(place(start, from), sink, 1);
    if (end !== null) graph.connect(source, place(end, until), 1);
  }
  return graph.maximum(source, sink) === demands.length;
}

/** Augmenting paths, one unit each. Arc `i` and arc `i ^ 1` are each other's way back. */
class FlowGraph {
  private readonly arcsFrom: number[][] = [];
  private readonly target: number[] = [];
  private readonly left: number[] = [];

  /** @returns the first of them; the others follow it */
  addNodes(count: number): number {
    const first = this.arcsFrom.length;
    for (let i = 0; i < count; i += 1) this.arcsFrom.push([]);
    return first;
  }

  connect(a: number, b: number, capacity: number): void {
    this.arcsFrom[a]?.push(this.target.length);
    this.target.push(b);
    this.left.push(capacity);
    this.arcsFrom[b]?.push(this.target.length);
    this.target.push(a);
    this.left.push(0);
  }

  maximum(source: number, sink: number): number {
    let flow = 0;
    while (this.augment(source, sink)) flow += 1;
    return flow;
  }

  private augment(source: number, sink: number): boolean {
    const cameBy = new Array<number>(this.arcsFrom.length).fill(-1);
    const open = [source];
    for (let at = open.pop(); at !== undefined && cameBy[sink] === -1; at = open.pop()) {
      for (const arc of this.arcsFrom[at] ?? []) {
        const next = this.target[arc] ?? source;
        if ((this.left[arc] ?? 0) <= 0 || next === source || cameBy[next] !== -1) continue;
        cameBy[next] = arc;
        open.push(next);
      }
    }
    if (cameBy[sink] === -1) return false;
    for (let at = sink; at !== source;) {
      const arc = cameBy[at] ?? -1;
      this.left[arc] = (this.left[arc] ?? 0) - 1;
      this.left[arc ^ 1] = (this.left[arc ^ 1] ?? 0) + 1;
      at = this.target[arc ^ 1] ?? source;
    }
    return true;
  }
}
