import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readPage, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import type { DispatchPlanView } from './dispatch-plan.dto';

type Row = Omit<DispatchPlanView, 'measuredAt'> & { measuredAt: Date };

const SELECT = `
  select plan_id as id, reason, asked_by as "askedBy", measured_at as "measuredAt", promises, in_time as "inTime",
         planning_gap as "planningGap", operational_gap as "operationalGap", online_gap as "onlineGap",
         answer_ms as "answerMs", utilisation, moves, relocations,
         refused_wishes as "refusedWishes", could_be_served as "couldBeServed"
    from dispatch_plan`;

const BY_TIME: KeyColumn<Row>[] = [
  { sql: 'measured_at', type: 'timestamptz', of: (row) => row.measuredAt },
  { sql: 'plan_id', type: 'uuid', of: (row) => row.id },
];

@Injectable()
export class DispatchPlanQueries {
  constructor(private readonly sql: Sql) {}

  list({ limit, after }: PageFilter): Promise<Page<DispatchPlanView>> {
    return readPage(this.sql, { select: SELECT, where: [], by: BY_TIME, limit, after }, toView);
  }

  async one(id: string): Promise<DispatchPlanView> {
    const [row] = await this.sql.rows<Row>(`${SELECT} where plan_id = $1`, [id]);
    return row ? toView(row) : Promise.reject(new NotFoundError('dispatch plan', id));
  }
}

function toView(row: Row): DispatchPlanView {
  return { ...row, measuredAt: toInstant(row.measuredAt) };
}
