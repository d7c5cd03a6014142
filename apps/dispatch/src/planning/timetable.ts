import { BranchBook, type Use } from './branch-book';
import { ForkableMap } from './forkable-map';
import type { Millis, Placement, PlanItem, PlanVehicle } from './plan';
import { Timeline } from './timeline';

/** Made when somebody asks; forks share it until the branch changes for one of them. */
interface Shelf {
  book?: BranchBook;
}

/** What vehicles do when, and which of them have anything to do with a branch: a question looks at no others. */
export class Timetable<Item extends PlanItem = PlanItem> {
  private readonly timelines: ForkableMap<Timeline<Item>>;
  private readonly visitors: Map<string, Set<string>>;
  private readonly shelves: Map<string, Shelf>;
  /** Branches whose visitors no fork shares, so that they may be changed in place. */
  private readonly own = new Set<string>();

  private constructor(original?: Timetable<Item>) {
    this.timelines = original?.timelines.fork() ?? ForkableMap.empty();
    this.visitors = new Map(original?.visitors);
    this.shelves = new Map(original?.shelves);
    original?.own.clear();
  }

  static of<Item extends PlanItem>(
    vehicles: readonly PlanVehicle[],
    items: readonly Item[],
  ): Timetable<Item> {
    const byVehicle = new Map<string, Item[]>(vehicles.map(({ id }) => [id, []]));
    for (const item of items) if (item.vehicleId !== undefined) byVehicle.get(item.vehicleId)?.push(item);
    const timetable = new Timetable<Item>();
    for (const vehicle of vehicles) timetable.set(new Timeline(vehicle, byVehicle.get(vehicle.id) ?? []));
    return timetable;
  }

  /** Of vehicles of all of these; the first may become what it makes. */
  static union<Item extends PlanItem>([first, ...others]: readonly Timetable<Item>[]): Timetable<Item> {
    const all = first ?? new Timetable<Item>();
    for (const other of others) for (const timeline of other.values()) all.set(timeline);
    return all;
  }

  /** A copy that can be changed without this one. */
  fork(): Timetable<Item> {
    return new Timetable(this);
  }

  get size(): number {
    return this.timelines.size;
  }

  get(vehicleId: string): Timeline<Item> | undefined {
    return this.timelines.get(vehicleId);
  }

  values(): Iterable<Timeline<Item>> {
    return this.timelines.values();
  }

  /** Of the vehicles that stand at the branch at any time, or are picked up or returned there. */
  at(branchId: string): Timeline<Item>[] {
    const found: Timeline<Item>[] = [];
    for (const vehicleId of this.visitors.get(branchId) ?? []) {
      const timeline = this.timelines.get(vehicleId);
      if (timeline) found.push(timeline);
    }
    return found;
  }

  /** Of the vehicles that stand unused at the branch at that moment. */
  standing(branchId: string, at: Millis): Timeline<Item>[] {
    const found: Timeline<Item>[] = [];
    for (const vehicleId of this.book(branchId)?.standing(at) ?? []) {
      const timeline = this.timelines.get(vehicleId);
      if (timeline) found.push(timeline);
    }
    return found;
  }

  /** {@link BranchBook.leavesEnough} of the branch of pick-up. */
  leavesEnough(wanted: Use): boolean {
    return this.book(wanted.pickUpBranchId)?.leavesEnough(wanted) ?? false;
  }

  set(timeline: Timeline<Item>): void {
    const { id } = timeline.vehicle;
    const before = this.timelines.get(id);
    const branches = timeline.branches();
    for (const branchId of before?.branches() ?? []) {
      if (branches.has(branchId)) continue;
      this.visitorsOf(branchId).delete(id);
      this.rewrite(branchId, before, timeline);
    }
    for (const branchId of branches) {
      if (!this.visitors.get(branchId)?.has(id)) this.visitorsOf(branchId).add(id);
      this.rewrite(branchId, before, timeline);
    }
    this.timelines.set(id, timeline);
  }

  delete(vehicleId: string): void {
    const before = this.timelines.get(vehicleId);
    for (const branchId of before?.branches() ?? []) {
      this.visitorsOf(branchId).delete(vehicleId);
      this.rewrite(branchId, before, undefined);
    }
    this.timelines.delete(vehicleId);
  }

  /** Puts an item on its vehicle. */
  add(item: Item): void {
    const timeline = item.vehicleId === undefined ? undefined : this.get(item.vehicleId);
    if (timeline) this.set(timeline.with(item));
  }

  /** Takes an item off its vehicle. */
  remove({ id, vehicleId }: Item): void {
    const timeline = vehicleId === undefined ? undefined : this.get(vehicleId);
    if (timeline) this.set(timeline.without(new Set([id])));
  }

  /** Gives items their new places, all at once. */
  adopt(placements: readonly Placement<Item>[]): void {
    const moving = new Set(placements.map(({ item }) => item.id));
    for (const { item } of placements) {
      const former = item.vehicleId === undefined ? undefined : this.get(item.vehicleId);
      if (former) this.set(former.without(moving));
    }
    for (const { item, vehicleId } of placements) this.add({ ...item, vehicleId });
  }

  private book(branchId: string): BranchBook | undefined {
    const shelf = this.shelves.get(branchId);
    if (shelf) shelf.book ??= BranchBook.of(branchId, this.at(branchId));
    return shelf?.book;
  }

  private rewrite(branchId: string, before?: Timeline<Item>, after?: Timeline<Item>): void {
    const known = this.shelves.get(branchId)?.book;
    const book = known?.replaced(before, after);
    // Without a book the shelf is another one all the same: a fork would put there what is not so here.
    if (book === undefined || book !== known) this.shelves.set(branchId, { book });
  }

  private visitorsOf(branchId: string): Set<string> {
    const known = this.visitors.get(branchId);
    if (known && this.own.has(branchId)) return known;
    const copy = new Set(known);
    this.visitors.set(branchId, copy);
    this.own.add(branchId);
    return copy;
  }
}
