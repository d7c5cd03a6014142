import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import { isBound, type BoardItem } from '../planning/board';
import { undriven } from '../planning/driven';
import { instantOf, type Millis, type Span } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';
import { byStart } from '../planning/timeline';
import { BRANCH_TIMELINE } from './timeline.list';
import type {
  BranchMovementView,
  BranchTimelineFilter,
  PlannedUseView,
  SpanView,
  VehicleTimelineView,
} from './timeline.dto';

interface MovementRow {
  at: Date;
  kind: string;
  holdId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  status: string;
  classCode: string;
  vehicleId: string | null;
  conflict: string | null;
}

const movement = (kind: string, at: string, branch: string, and = '') => `
  select ${at} as at, '${kind}' as kind, hold_id as "holdId", subject_kind as "subjectKind", subject_id as "subjectId", status,
         class_code as "classCode", vehicle_id as "vehicleId", conflict, ${branch} as branch_id
    from capacity_hold where released_at is null ${and}`;

const MOVEMENTS = {
  as: 'm',
  parts: [
    movement('pick-up', 'from_at', 'pick_up_branch_id'),
    movement('return', 'occupies_until', 'leaves_at_branch_id'),
    movement('relocation-out', 'occupies_from', 'relocated_from_branch_id', 'and awaits_relocation'),
    movement('relocation-in', 'from_at', 'pick_up_branch_id', 'and awaits_relocation'),
  ],
};

/** The plan as a dispatcher looks at it: along a vehicle, and along a branch. */
@Injectable()
export class TimelineQueries {
  constructor(
    private readonly sql: Sql,
    private readonly plans: PlanStore,
  ) {}

  async ofVehicle(vehicleId: string): Promise<VehicleTimelineView> {
    const { vehicles, items } = await this.plans.loadVehicles([vehicleId]);
    const [vehicle] = vehicles;
    if (!vehicle) throw new NotFoundError('vehicle', vehicleId);
    return {
      vehicleId,
      classCode: vehicle.classCode,
      branchId: vehicle.branchId,
      readyFrom: instantOf(vehicle.freeFrom),
      awaitsCheckIn: vehicle.awaitsCheckIn ?? false,
      inFleet: vehicle.inFleet ?? false,
      fit: vehicle.fit.map(toSpanView),
      grounded: vehicle.grounded ? toSpanView(vehicle.grounded) : null,
      uses: [...items].sort(byStart).flatMap(toUseViews),
    };
  }

  /** @throws DomainError `period-empty` */
  ofBranch(branchId: string, filter: BranchTimelineFilter): Promise<Page<BranchMovementView>> {
    const { from, to } = filter;
    if (from >= to) refuse('period-empty', { from, to });
    const of = ['m.branch_id = $1', branchId] as const;
    return readList(this.sql, BRANCH_TIMELINE, { select: MOVEMENTS, filter, of }, toMovementView);
  }
}

/** The drive to the pick-up is a use of its own to whom looks at the vehicle. */
function toUseViews(item: BoardItem): PlannedUseView[] {
  const alone = undriven(item);
  if (!item.drive) return [toUseView(alone)];
  const { fromBranchId, toBranchId } = item.drive;
  const ends = { pickUpBranchId: fromBranchId, returnBranchId: toBranchId };
  const times = { from: item.from, dueAt: alone.from, until: alone.from };
  const drive = { ...item, ...ends, ...times, subjectKind: 'transfer', reservationId: item.id } as const;
  return [toUseView(drive), toUseView(alone)];
}

function toUseView(item: BoardItem): PlannedUseView {
  return {
    capacityHoldIds: item.holdIds,
    subject: { kind: item.subjectKind ?? 'rental', id: item.reservationId },
    status: statusOf(item),
    classCode: item.classCode,
    pickUpBranchId: item.pickUpBranchId,
    returnBranchId: item.returnBranchId,
    from: instantOf(item.from),
    due: instantOf(item.dueAt),
    until: instantOf(item.until),
    conflict: item.conflict ?? null,
  };
}

function statusOf(item: BoardItem): string {
  if (item.started) return 'in-use';
  if (item.pinned) return 'pinned';
  return isBound(item) ? 'bound' : 'planned';
}

function toMovementView({
  at,
  kind,
  holdId,
  subjectKind,
  subjectId,
  ...row
}: MovementRow): BranchMovementView {
  const { status, classCode, vehicleId, conflict } = row;
  const subject = { kind: subjectKind, id: subjectId };
  return { at: toInstant(at), kind, capacityHoldId: holdId, subject, status, classCode, vehicleId, conflict };
}

function toSpanView({ from, to }: Span): SpanView {
  return { from: endOf(from), to: endOf(to) };
}

function endOf(at: Millis | null): string | null {
  return at === null || !Number.isFinite(at) ? null : instantOf(at);
}
