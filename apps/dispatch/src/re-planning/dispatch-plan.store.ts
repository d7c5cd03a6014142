import { Inject, Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { planMeasuredV1 } from '@houtai/event-catalogue';
import { Outbox, outgoing, UnitOfWork } from '@houtai/messaging';
import { IDS, type DueItem, type IdSource } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import type { DispatchPlan } from './dispatch-plan';

/** $1 the last run must be before it to be repeated, $2 or before it when there is a new conflict, $3 hours between runs. */
export const DUE = `
  with last as (select max(measured_at) as at from dispatch_plan)
  select 'conflict' as id, min(h.conflict_since) as due
    from capacity_hold h cross join last
   where h.released_at is null and h.conflict is not null and h.status <> 'in-use' and h.vehicle_id is null
     and h.conflict_since >= last.at and last.at <= $2
  having count(*) > 0
  union all
  select 'due', coalesce(last.at, promised.since) + make_interval(hours => $3)
    from last cross join lateral (
      select min(held_at) as since from capacity_hold
       where released_at is null and status <> 'in-use' and (last.at is null or last.at <= $1)) promised
   where promised.since is not null and coalesce(last.at, promised.since) <= $1
   order by 2 limit 1`;

/** Runs of the optimiser. */
@Injectable()
export class DispatchPlanStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** What calls for a run, if anything does: one at a time. */
  async due(times: { last: Instant; lastIfConflict: Instant; hours: number }): Promise<DueItem[]> {
    const { last, lastIfConflict, hours } = times;
    const rows = await this.unitOfWork.sql.rows<{ id: string; due: Date }>(DUE, [
      last,
      lastIfConflict,
      hours,
    ]);
    return rows.map(({ id, due }) => ({ id, dueAt: toInstant(due) }));
  }

  /**
   * A run takes a core and hundreds of megabytes: one at a time, in whichever process.
   * @throws DomainError `planning-under-way`
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      const [row] = await this.unitOfWork.sql.rows<{ alone: boolean }>(
        `select pg_try_advisory_xact_lock(hashtext('dispatch-plan')) as alone`,
      );
      return row?.alone ? work() : refuse('planning-under-way');
    });
  }

  /** Does what a run does, keeps it and tells of it, all or nothing. */
  add(make: () => Promise<Omit<DispatchPlan, 'id'>>): Promise<DispatchPlan> {
    return this.unitOfWork.run(async () => {
      const plan = { id: this.ids.next(), ...(await make()) };
      await this.insert(plan);
      const { id: planId, askedBy: _, moves, relocations, ...told } = plan;
      const counts = { moved: moves.length, relocations: relocations.length };
      await this.outbox.append([outgoing(planMeasuredV1, planId, 1, { planId, ...told, ...counts })]);
      return plan;
    });
  }

  private insert(plan: DispatchPlan): Promise<void> {
    const { planningGap, operationalGap, onlineGap, answerMs, utilisation } = plan;
    return this.unitOfWork.sql.write(
      `insert into dispatch_plan (plan_id, reason, asked_by, measured_at, promises, in_time, planning_gap, operational_gap,
         online_gap, answer_ms, utilisation, moves, relocations, refused_wishes, could_be_served)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[plan.id, plan.reason, plan.askedBy, plan.measuredAt, plan.promises, plan.inTime],
        ...[planningGap, operationalGap, onlineGap, answerMs && JSON.stringify(answerMs), utilisation],
        ...[JSON.stringify(plan.moves), JSON.stringify(plan.relocations)],
        ...[plan.refusedWishes, plan.couldBeServed],
      ],
    );
  }
}
