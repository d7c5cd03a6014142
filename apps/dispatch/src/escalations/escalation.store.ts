import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import type { EscalationEndedV1, PromiseEscalatedV1 } from '@houtai/event-catalogue';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import type { EscalatedPromise } from './escalation';

/** Confirmed: of what is only asked for, nobody has to talk to the customer, who gets an answer in any case. */
const IN_CONFLICT = `released_at is null and (conflict is not null or closed_branch_id is not null) and escalation_id is null
  and (status = 'firm' or status = 'in-use' and closed_branch_id is not null) and subject_kind = 'rental'`;
const IS_OVER = `escalation_id is not null and (released_at is not null or
  closed_branch_id is null and (conflict is null or status = 'in-use'))`;
const SINCE = 'coalesce(conflict_since, closed_since)';

/** $1 now, $2 so many. */
export const TO_ESCALATE = `
  select hold_id as id, ${SINCE} as due from capacity_hold
   where ${IN_CONFLICT} and ${SINCE} <= $1 order by ${SINCE}, hold_id limit $2`;
/** $1 so many. */
export const TO_END = `select hold_id as id from capacity_hold where ${IS_OVER} order by hold_id limit $1`;

/** $1 ids of holds. */
const PROMISES = `
  select hold_id as "holdId", reservation_id as "reservationId", class_code as "classCode",
         allowed_classes as "allowedClasses", pick_up_branch_id as "pickUpBranchId", from_at as "from",
         return_branch_id as "returnBranchId", due_at as "due", until_at as "until", vehicle_id as "vehicleId",
         conflict, ${SINCE} as "conflictSince", closed_branch_id as "closedBranchId", status = 'in-use' as "isInUse"
    from capacity_hold where hold_id = any($1::uuid[])`;

interface PromiseRow {
  holdId: string;
  reservationId: string;
  classCode: string;
  allowedClasses: string[] | null;
  pickUpBranchId: string;
  from: Date;
  returnBranchId: string;
  due: Date;
  until: Date;
  vehicleId: string | null;
  conflict: PromiseEscalatedV1['conflict'] | null;
  conflictSince: Date;
  closedBranchId: string | null;
  isInUse: boolean;
}

export interface EndedEscalation {
  readonly escalationId: string;
  readonly holdId: string;
  readonly reservationId: string;
  readonly outcome: EscalationEndedV1['outcome'];
}

/** Which promises were told to others; it stands with the hold. */
@Injectable()
export class EscalationStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async toEscalate(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; due: Date }>(TO_ESCALATE, [now, limit]);
    return rows.map(({ id, due }) => ({ id, dueAt: toInstant(due) }));
  }

  async toEnd(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string }>(TO_END, [limit]);
    return rows.map(({ id }) => ({ id, dueAt: now }));
  }

  /** Locks those of the holds that are still in conflict and not told of. */
  async inConflict(holdIds: readonly string[]): Promise<EscalatedPromise[]> {
    const rows = await this.unitOfWork.sql.rows<PromiseRow>(
      `${PROMISES} and ${IN_CONFLICT} order by hold_id for update`,
      [holdIds],
    );
    return rows.map(toPromise);
  }

  /** A promise of dispatch as it is in conflict, told of or not. */
  async conflict(holdId: string): Promise<EscalatedPromise | undefined> {
    const rows = await this.unitOfWork.sql.rows<PromiseRow>(
      `${PROMISES} and released_at is null and (conflict is not null or closed_branch_id is not null) and subject_kind = 'rental'`,
      [[holdId]],
    );
    return rows.map(toPromise)[0];
  }

  async raise(raised: readonly { holdId: string; escalationId: string }[], at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold h set escalation_id = n."escalationId", escalated_at = $2
         from jsonb_to_recordset($1::jsonb) as n("holdId" uuid, "escalationId" uuid)
        where h.hold_id = n."holdId" and h.hold_id = any($3::uuid[])`,
      [JSON.stringify(raised), at, raised.map(({ holdId }) => holdId)],
    );
  }

  /** Forgets the escalations of those of the holds for which they are over. */
  end(holdIds: readonly string[]): Promise<EndedEscalation[]> {
    return this.unitOfWork.sql.rows<EndedEscalation>(
      `with over as (
         select hold_id, escalation_id from capacity_hold
          where hold_id = any($1::uuid[]) and ${IS_OVER} order by hold_id for update
       )
       update capacity_hold h set escalation_id = null, escalated_at = null
         from over o where h.hold_id = o.hold_id and h.hold_id = any($1::uuid[])
       returning o.escalation_id as "escalationId", h.hold_id as "holdId", h.reservation_id as "reservationId",
                 case when h.status = 'in-use' then 'handed-over' when h.released_at is not null then 'released'
                      else 'served' end as outcome`,
      [holdIds],
    );
  }
}

function toPromise(row: PromiseRow): EscalatedPromise {
  return {
    reservationId: row.reservationId,
    wanted: {
      holdId: row.holdId,
      classCode: row.classCode,
      ...(row.allowedClasses && { allowedClasses: row.allowedClasses }),
      pickUp: { branchId: row.pickUpBranchId, at: toInstant(row.from) },
      return: { branchId: row.returnBranchId, at: toInstant(row.due) },
      untilAt: toInstant(row.until),
    },
    vehicleId: row.vehicleId ?? undefined,
    // No vehicle is handed over or taken back at a branch that is closed.
    conflict: row.conflict ?? 'no-vehicle',
    closedBranchId: row.closedBranchId ?? undefined,
    isInUse: row.isInUse,
    conflictSince: toInstant(row.conflictSince),
  };
}
