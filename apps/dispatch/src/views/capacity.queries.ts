import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { addDays, toInstant } from '@houtai/domain-kit';
import { NotFoundError, decodeCursor, encodeCursor, page, type Page } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import { freeByHour } from '../planning/availability';
import { PlanStore, instantOf } from '../planning/plan.store';
import type {
  AvailabilityQuery,
  AvailabilityView,
  CapacityHoldQuery,
  CapacityHoldView,
} from './capacity-hold.dto';

const LONGEST_DAYS = 31;

interface Row {
  id: string;
  reservationId: string;
  changeId: string | null;
  status: string;
  classCode: string;
  pickUpBranchId: string;
  from: Date;
  returnBranchId: string;
  due: Date;
  vehicleId: string | null;
  conflict: string | null;
  conflictSince: Date | null;
  allocationId: string | null;
  heldAt: Date;
  releasedAt: Date | null;
}

const SELECT = `
  select h.hold_id as id, h.reservation_id as "reservationId", h.change_id as "changeId", h.status,
         h.class_code as "classCode", h.pick_up_branch_id as "pickUpBranchId", h.from_at as "from",
         h.return_branch_id as "returnBranchId", h.due_at as "due", h.vehicle_id as "vehicleId", h.conflict,
         h.conflict_since as "conflictSince", a.allocation_id as "allocationId", h.held_at as "heldAt",
         h.released_at as "releasedAt"
    from capacity_hold h
    left join allocation a on a.reservation_id = h.reservation_id and a.status = 'active'
                          and h.released_at is null and h.status <> 'proposed'`;

@Injectable()
export class CapacityQueries {
  constructor(
    private readonly sql: Sql,
    private readonly plans: PlanStore,
  ) {}

  async holds(query: CapacityHoldQuery): Promise<Page<CapacityHoldView>> {
    return this.pageOf('($1::uuid is null or h.reservation_id = $1)', query, query.reservationId ?? null);
  }

  /** Promises that cannot be served as things stand, the nearest pick-up first. */
  async conflicts(query: CapacityHoldQuery): Promise<Page<CapacityHoldView>> {
    const which = `h.released_at is null and h.conflict is not null and ($1::uuid is null or h.reservation_id = $1)`;
    return this.pageOf(which, query, query.reservationId ?? null);
  }

  async hold(id: string): Promise<CapacityHoldView> {
    const rows = await this.sql.rows<Row>(`${SELECT} where h.hold_id = $1`, [id]);
    if (!rows[0]) throw new NotFoundError('capacity hold', id);
    return toView(rows[0]);
  }

  /** @throws DomainError `period-empty`, `period-too-long` */
  async availability({ classCode, branchId, from, to }: AvailabilityQuery): Promise<AvailabilityView> {
    if (from >= to) refuse('period-empty', 'to must be after from');
    if (addDays(from, LONGEST_DAYS) < to) refuse('period-too-long', `Ask for at most ${LONGEST_DAYS} days`);
    const board = await this.plans.loadClasses(this.sql, [classCode]);
    const hours = freeByHour(board, branchId, Date.parse(from), Date.parse(to));
    return { classCode, branchId, hours: hours.map((hour) => ({ ...hour, from: instantOf(hour.from) })) };
  }

  private async pageOf(
    which: string,
    { limit, after }: CapacityHoldQuery,
    reservationId: string | null,
  ): Promise<Page<CapacityHoldView>> {
    const [afterFrom, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.sql.rows<Row>(
      `${SELECT} where ${which} and ($2::timestamptz is null or (h.from_at, h.hold_id) > ($2, $3::uuid))
        order by h.from_at, h.hold_id limit $4`,
      [reservationId, afterFrom, afterId, limit + 1],
    );
    const items = rows.slice(0, limit).map(toView);
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.pickUp.at, last.id]) : null);
  }
}

function toView({ pickUpBranchId, returnBranchId, from, due, ...row }: Row): CapacityHoldView {
  return {
    ...row,
    pickUp: { branchId: pickUpBranchId, at: toInstant(from) },
    return: { branchId: returnBranchId, at: toInstant(due) },
    conflictSince: row.conflictSince && toInstant(row.conflictSince),
    heldAt: toInstant(row.heldAt),
    releasedAt: row.releasedAt && toInstant(row.releasedAt),
  };
}
