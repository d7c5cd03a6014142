import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DispatchStores, type LockedReservation } from '../capacity/dispatch-stores.service';
import { refuse } from '../dispatch.errors';
import { asPromised, type Board, type BoardItem } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import type { Placement } from '../planning/plan';
import { RepairService } from '../planning/repair.service';
import type { Binding } from './allocation';
import { BindingService } from './binding.service';

/** What the desk asks for, when not simply another vehicle. */
export interface SwapWish {
  /** This vehicle and no other. */
  vehicleId?: string;
  /** A vehicle of this class, above or below the promised one, as agreed with the customer. */
  classCode?: string;
}

interface Choice {
  board: Board;
  placements: Placement[];
  vehicleId: string;
}

/** Gives a confirmed reservation another vehicle: of the class agreed, else of its own, else of the next higher one. */
@Injectable()
export class SwapService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Releases the present vehicle and binds the other in one transaction.
   * @throws DomainError `reservation-not-waiting`, `no-vehicle-free`
   */
  async swap(reservationId: string, now: Instant, wish: SwapWish = {}): Promise<Binding> {
    return this.unitOfWork.run(async (sql) => {
      const { locked, classCodes } = await this.lock(sql, reservationId, wish);
      if (locked.state.status !== 'firm') {
        refuse('reservation-not-waiting');
      }
      const binding = await this.exchange(sql, locked, classCodes, now, wish.vehicleId);
      return binding ?? refuse('no-vehicle-free');
    });
  }

  /** The same without a refusal: false when there is no vehicle. */
  async trySwap(reservationId: string, now: Instant): Promise<boolean> {
    return this.unitOfWork.run(async (sql) => {
      const { locked, classCodes } = await this.lock(sql, reservationId);
      if (locked.state.status !== 'firm') return false;
      return (await this.exchange(sql, locked, classCodes, now)) !== undefined;
    });
  }

  /** Locks the classes that may serve, in the order in which they are tried. */
  private async lock(
    sql: Sql,
    reservationId: string,
    { vehicleId, classCode }: SwapWish = {},
  ): Promise<{ locked: LockedReservation; classCodes: string[] }> {
    const { classCodes: promised } = await this.stores.capacities.touches(sql, reservationId);
    const higher = classCode ?? (await this.stores.fleet.nextClass(sql, promised[0] ?? ''));
    const both = [...new Set([...promised.slice(0, 1), ...(higher === undefined ? [] : [higher])])];
    const also = { classCodes: both, vehicleIds: vehicleId === undefined ? [] : [vehicleId] };
    const locked = await this.stores.lock(sql, reservationId, also);
    return { locked, classCodes: classCode === undefined ? both : [classCode] };
  }

  private async exchange(
    sql: Sql,
    { reservationId, vehicleIds }: LockedReservation,
    classCodes: readonly string[],
    now: Instant,
    wanted?: string,
  ): Promise<Binding | undefined> {
    const [stored] = await this.stores.plans.loadReservation(sql, reservationId);
    if (!stored) return undefined;
    // A customer who waits is served from now on; a start in the past would rule out what has just come back.
    const item = asPromised({ ...stored, conflict: stored.conflict ?? 'no-vehicle' }, Date.parse(now));
    const choice = await this.choose(sql, item, classCodes, wanted);
    if (!choice) return undefined;
    const { board, placements, vehicleId } = choice;
    await this.bindings.release(sql, reservationId, 'swapped', now);
    await this.stores.plans.moveOthers(sql, now, board, placements, item.id);
    const classCode = board.vehicles.find(({ id }) => id === vehicleId)?.classCode ?? item.classCode;
    const binding = await this.bindings.bind(
      sql,
      { ...item, conflict: undefined, vehicleId },
      classCode,
      now,
    );
    await this.repairs.repairVehicles(sql, vehicleIds, now);
    return binding;
  }

  private async choose(
    sql: Sql,
    item: BoardItem,
    classCodes: readonly string[],
    wanted?: string,
  ): Promise<Choice | undefined> {
    for (const classCode of classCodes) {
      const board = await this.stores.plans.loadClasses(sql, [classCode]);
      const rest = board.items.filter(({ id }) => id !== item.id);
      const avoid = new Set(
        board.vehicles.flatMap(({ id }) =>
          id === item.vehicleId || (wanted !== undefined && id !== wanted) ? [id] : [],
        ),
      );
      const placements = this.planner.place(
        { vehicles: board.vehicles, items: rest },
        { ...item, vehicleId: undefined, fixed: false },
        avoid,
      );
      const own = placements?.find(({ itemId }) => itemId === item.id);
      if (placements && own) return { board, placements, vehicleId: own.vehicleId };
    }
    return undefined;
  }
}
