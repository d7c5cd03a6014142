import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import type { DispatchPlanFilter, DispatchPlanView } from './dispatch-plan.dto';
import { DISPATCH_PLANS } from './dispatch-plan.list';

type Row = Omit<DispatchPlanView, 'measuredAt'> & { measuredAt: Date };

const SELECT = `
  select plan_id as id, reason, asked_by as "askedBy", measured_at as "measuredAt", promises, in_time as "inTime",
         planning_gap as "planningGap", operational_gap as "operationalGap", online_gap as "onlineGap",
         answer_ms as "answerMs", utilisation, moves, relocations,
         refused_wishes as "refusedWishes", could_be_served as "couldBeServed"
    from dispatch_plan`;

@Injectable()
export class DispatchPlanQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: DispatchPlanFilter): Promise<Page<DispatchPlanView>> {
    return readList(this.sql, DISPATCH_PLANS, { select: SELECT, filter }, toView);
  }

  async one(id: string): Promise<DispatchPlanView> {
    const [row] = await this.sql.rows<Row>(`${SELECT} where plan_id = $1`, [id]);
    return row ? toView(row) : Promise.reject(new NotFoundError('dispatch plan', id));
  }
}

function toView(row: Row): DispatchPlanView {
  return { ...row, measuredAt: toInstant(row.measuredAt) };
}
