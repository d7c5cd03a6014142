import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import { UnitOfWork } from '@houtai/messaging';
import { PlanStore } from '../planning/plan.store';
import type { Capacity, CapacityCommand } from './capacity';
import { proposalOf } from './holding';
import { CapacityStore, type LockedCapacities } from './capacity.store';

export interface AlsoLocked {
  classCodes?: readonly string[];
  vehicleIds?: readonly string[];
  /** Of subjects never heard of. */
  kind?: SubjectKind;
}

/** A reservation that nobody else changes before the transaction ends. */
export class LockedReservation {
  /** Vehicles its holds were placed on when it was locked. */
  readonly vehicleIds: readonly string[];

  constructor(
    readonly reservationId: string,
    private readonly locked: LockedCapacities,
  ) {
    this.vehicleIds = vehiclesOf(this.state);
  }

  get state() {
    return this.locked.state(this.reservationId);
  }

  /** Decides and stores. @returns whether it had an effect */
  async handle(command: CapacityCommand): Promise<boolean> {
    if (!this.locked.decide(this.reservationId, command)) return false;
    await this.locked.write();
    return true;
  }
}

/** The one way to lock: classes first, all at once and in order of their codes, then the reservations. */
@Injectable()
export class ReservationLocks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanStore,
    private readonly capacities: CapacityStore,
  ) {}

  /** Does work about one reservation in a transaction that has locked it and every plan it has a part in. */
  during<T>(
    reservationId: string,
    also: AlsoLocked,
    at: Instant,
    work: (reservation: LockedReservation) => Promise<T>,
  ): Promise<T> {
    return this.duringAll([reservationId], also, at, (locked) =>
      work(new LockedReservation(reservationId, locked)),
    );
  }

  /** The same about many. What was read before the locks is read again after them, until nothing new turns up. */
  duringAll<T>(
    reservationIds: readonly string[],
    { classCodes = [], vehicleIds = [], kind = 'rental' }: AlsoLocked,
    at: Instant,
    work: (locked: LockedCapacities) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async () => {
      const taken = new Set<string>();
      for (;;) {
        const concerned = await this.plans.classesConcerned(reservationIds, vehicleIds);
        const missing = [...concerned, ...classCodes].filter((classCode) => !taken.has(classCode));
        if (missing.length === 0) return work(await this.capacities.lockSubjects(reservationIds, kind, at));
        await this.plans.lockClasses(missing);
        for (const classCode of missing) taken.add(classCode);
      }
    });
  }

  /** The same with the locks of just these reservations and classes, for who knows what they have a part in. */
  duringOnly<T>(
    reservationIds: readonly string[],
    classCodes: readonly string[],
    at: Instant,
    work: (locked: LockedCapacities) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async () => {
      if (classCodes.length > 0) await this.plans.lockClasses(classCodes);
      return work(await this.capacities.lockSubjects(reservationIds, 'rental', at));
    });
  }
}

function vehiclesOf(state: Capacity): string[] {
  if (!('hold' in state)) return [];
  const holds = [state.hold, proposalOf(state)];
  return holds.flatMap((hold) => (hold && 'vehicleId' in hold.place ? hold.place.vehicleId : []));
}
