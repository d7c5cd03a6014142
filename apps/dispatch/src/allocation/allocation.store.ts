import { Injectable } from '@nestjs/common';
import { fold, toInstant, type Instant, type Interval } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, violatedConstraint, type Sql } from '@houtai/messaging';
import type { AllocationCommand, AllocationReleaseReason, AllocationState, Binding } from './allocation';
import { allocationDecider } from './allocation.decide';
import { publicAllocationFact } from './allocation.publish';

export interface LoadedAllocation {
  state: Exclude<AllocationState, { status: 'none' }>;
  version: number;
}

/** Loads, decides and saves allocations; the exclusion constraint has the last word. */
@Injectable()
export class AllocationStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  async find(sql: Sql, allocationId: string): Promise<LoadedAllocation | undefined> {
    const rows = await sql.rows<Row>(`${SELECT} where allocation_id = $1 for update`, [allocationId]);
    return rows[0] && toLoaded(rows[0]);
  }

  /** The binding of a reservation that is in force. */
  async active(sql: Sql, reservationId: string): Promise<LoadedAllocation | undefined> {
    const rows = await sql.rows<Row>(`${SELECT} where reservation_id = $1 and status = 'active' for update`, [
      reservationId,
    ]);
    return rows[0] && toLoaded(rows[0]);
  }

  /** Bindings in force on the vehicle within the span, by start. */
  async activeOn(sql: Sql, vehicleId: string, during: Interval): Promise<LoadedAllocation[]> {
    const rows = await sql.rows<Row>(
      `${SELECT} where vehicle_id = $1 and status = 'active' and during && tstzrange($2, $3)
        order by lower(during) for update`,
      [vehicleId, during.from, during.to],
    );
    return rows.map(toLoaded);
  }

  /**
   * @returns false when the database refuses because the vehicle is taken in that time, or because the reservation has
   * a vehicle already; the transaction can go on
   */
  async bind(sql: Sql, binding: Binding, at: Instant): Promise<boolean> {
    const { allocationId, reservationId, vehicleId, classCode, during } = binding;
    const events = allocationDecider.decide({ type: 'bind', binding, at }, allocationDecider.initialState());
    const facts = events.flatMap((event) => publicAllocationFact(binding, event) ?? []);
    const insert = () =>
      sql.rows(
        `insert into allocation (allocation_id, reservation_id, vehicle_id, class_code, during, status, version, allocated_at)
         values ($1, $2, $3, $4, tstzrange($5, $6), 'active', $7, $8)`,
        [allocationId, reservationId, vehicleId, classCode, during.from, during.to, facts.length, at],
      );
    try {
      await this.unitOfWork.attempt(insert);
    } catch (error) {
      if (violatedConstraint(error) === undefined) throw error;
      return false;
    }
    await this.outbox.append(
      facts.map((fact, index) => ({ ...fact, key: allocationId, aggregateVersion: index + 1 })),
    );
    return true;
  }

  /** Decides and saves; a command without effect writes nothing. */
  async handle(
    sql: Sql,
    loaded: LoadedAllocation,
    command: Exclude<AllocationCommand, { type: 'bind' }>,
  ): Promise<LoadedAllocation> {
    const events = allocationDecider.decide(command, loaded.state);
    if (events.length === 0) return loaded;
    const state = fold(allocationDecider, loaded.state, events);
    if (state.status === 'none') return loaded;
    const { allocationId, during } = state.binding;
    const facts = events.flatMap((event) => publicAllocationFact(state.binding, event) ?? []);
    const version = loaded.version + facts.length;
    const released = events.find((event) => event.type === 'allocation-released');
    await sql.rows(
      `update allocation
          set during = tstzrange($2, $3), status = $4, in_use = $5, version = $6, release_reason = $7, released_at = $8
        where allocation_id = $1`,
      [
        allocationId,
        during.from,
        during.to,
        state.status === 'bound' || state.status === 'in-use' ? 'active' : state.status,
        state.status === 'in-use',
        version,
        released?.reason ?? null,
        released?.at ?? null,
      ],
    );
    await this.outbox.append(
      facts.map((fact, index) => ({
        ...fact,
        key: allocationId,
        aggregateVersion: loaded.version + index + 1,
      })),
    );
    return { state, version };
  }
}

interface Row {
  allocation_id: string;
  reservation_id: string;
  vehicle_id: string;
  class_code: string;
  from_at: Date;
  to_at: Date;
  status: 'active' | 'completed' | 'released';
  in_use: boolean;
  release_reason: AllocationReleaseReason | null;
  version: number;
}

const SELECT = `
  select allocation_id, reservation_id, vehicle_id, class_code, lower(during) as from_at, upper(during) as to_at,
         status, in_use, release_reason, version
    from allocation`;

function toLoaded(row: Row): LoadedAllocation {
  const binding: Binding = {
    allocationId: row.allocation_id,
    reservationId: row.reservation_id,
    vehicleId: row.vehicle_id,
    classCode: row.class_code,
    during: { from: toInstant(row.from_at), to: toInstant(row.to_at) },
  };
  return { state: toState(row, binding), version: row.version };
}

function toState(row: Row, binding: Binding): LoadedAllocation['state'] {
  if (row.status === 'active') return { status: row.in_use ? 'in-use' : 'bound', binding };
  if (row.status === 'completed') return { status: 'completed', binding };
  return { status: 'released', binding, reason: row.release_reason ?? 'cancelled' };
}
