import { Injectable } from '@nestjs/common';
import type { SubjectKind } from '@houtai/event-catalogue';
import { Sql, UnitOfWork } from '@houtai/messaging';
import { addDays, toInstant } from '@houtai/domain-kit';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { freeByHour } from '../planning/availability';
import { instantOf } from '../planning/plan';
import { shownSubject } from '../subjects/subject.dto';
import { PlanStore } from '../planning/plan.store';
import { CAPACITY_HOLDS, CONFLICTS } from './capacity-hold.list';
import type {
  AvailabilityFilter,
  AvailabilityView,
  CapacityHoldFilter,
  CapacityHoldView,
} from './capacity-hold.dto';

const LONGEST_DAYS = 31;

interface Row {
  id: string;
  subjectKind: SubjectKind;
  subjectId: string;
  changeId: string | null;
  status: string;
  classCode: string;
  pickUpBranchId: string;
  from: Date;
  returnBranchId: string;
  due: Date;
  vehicleId: string | null;
  pinned: boolean;
  forbiddenVehicleIds: string[];
  conflict: string | null;
  closedBranchId: string | null;
  conflictSince: Date | null;
  escalatedAt: Date | null;
  allocationId: string | null;
  heldAt: Date;
  releasedAt: Date | null;
}

const SELECT = `
  select h.hold_id as id, h.subject_kind as "subjectKind", h.subject_id as "subjectId", h.change_id as "changeId", h.status,
         h.class_code as "classCode", h.pick_up_branch_id as "pickUpBranchId", h.from_at as "from",
         h.return_branch_id as "returnBranchId", h.due_at as "due", h.vehicle_id as "vehicleId", h.conflict, h.pinned,
         h.closed_branch_id as "closedBranchId",
         coalesce(h.forbidden_vehicle_ids, '{}') as "forbiddenVehicleIds",
         coalesce(h.conflict_since, h.closed_since) as "conflictSince", h.escalated_at as "escalatedAt", a.allocation_id as "allocationId", h.held_at as "heldAt",
         h.released_at as "releasedAt"
    from capacity_hold h
    left join allocation a on a.reservation_id = h.reservation_id and a.status = 'active'
                          and h.released_at is null and h.status <> 'proposed'`;

@Injectable()
export class CapacityQueries {
  constructor(
    private readonly sql: Sql,
    private readonly plans: PlanStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly fleet: FleetViewStore,
  ) {}

  holds(filter: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return readList(this.sql, CAPACITY_HOLDS, { select: SELECT, filter }, toView);
  }

  /** Promises that cannot be served as things stand, the nearest pick-up first. */
  conflicts(filter: CapacityHoldFilter): Promise<Page<CapacityHoldView>> {
    return readList(this.sql, CONFLICTS, { select: SELECT, filter }, toView);
  }

  async hold(id: string): Promise<CapacityHoldView> {
    const rows = await this.sql.rows<Row>(`${SELECT} where h.hold_id = $1`, [id]);
    if (!rows[0]) throw new NotFoundError('capacity hold', id);
    return toView(rows[0]);
  }

  /** @throws DomainError `period-empty`, `period-too-long` */
  async availability({ classCode, branchId, from, to }: AvailabilityFilter): Promise<AvailabilityView> {
    if (from >= to) refuse('period-empty', { from, to });
    if (addDays(from, LONGEST_DAYS) < to) refuse('period-too-long', { longestDays: LONGEST_DAYS });
    // the plan is everybody's, and remembered for everybody
    const [board, times] = await this.unitOfWork.asService(async () => {
      const plan = await this.plans.loadClasses([classCode]);
      return [plan, await this.fleet.branchTimes([branchId])] as const;
    });
    const closedFrom = Date.parse(times.closedFrom(branchId) ?? '') || Infinity;
    const hours = freeByHour(board, branchId, Date.parse(from), Date.parse(to), closedFrom);
    return { classCode, branchId, hours: hours.map((hour) => ({ ...hour, from: instantOf(hour.from) })) };
  }
}

function toView({ subjectKind: kind, subjectId: id, ...row }: Row): CapacityHoldView {
  const { pickUpBranchId, returnBranchId, from, due, ...shown } = row;
  return {
    ...shown,
    ...shownSubject({ kind, id }),
    pickUp: { branchId: pickUpBranchId, at: toInstant(from) },
    return: { branchId: returnBranchId, at: toInstant(due) },
    conflictSince: row.conflictSince && toInstant(row.conflictSince),
    escalatedAt: row.escalatedAt && toInstant(row.escalatedAt),
    heldAt: toInstant(row.heldAt),
    releasedAt: row.releasedAt && toInstant(row.releasedAt),
  };
}
