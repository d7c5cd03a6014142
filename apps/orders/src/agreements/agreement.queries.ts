import { Injectable } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { NotFoundError, readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import { agreementView, type AgreementFilter, type AgreementView } from './agreement.dto';
import { toAgreement, type AgreementRow } from './agreement.entity';

type ListedRow = AgreementRow & { plate: string | null };

const SELECT = `select a.*, v.plate from agreement a left join vehicle v using (vehicle_id)`;

const ID: KeyColumn<ListedRow> = { sql: 'agreement_id', type: 'uuid', of: (row) => row.agreement_id };
/** Ids are made in the order of time. */
const NEWEST_FIRST = [{ ...ID, descending: true }];
const BY_DUE_TIME: KeyColumn<ListedRow>[] = [
  { sql: 'due_at', type: 'timestamptz', of: (row) => row.due_at },
  ID,
];

@Injectable()
export class AgreementQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<AgreementView> {
    const rows = await this.sql.rows<ListedRow>(`${SELECT} where agreement_id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('agreement', id);
    return toView(row);
  }

  list({ status, vehicleId, customerId, limit, after }: AgreementFilter): Promise<Page<AgreementView>> {
    const where: Condition[] = [
      ['status = $1', status],
      ['vehicle_id = $1', vehicleId],
      ['customer_id = $1', customerId],
    ];
    return readPage(this.sql, { select: SELECT, where, by: NEWEST_FIRST, limit, after }, toView);
  }

  /** Out although the due time has passed: the longest overdue first. */
  overdueReturns(now: Instant, limit: number, after?: string): Promise<Page<AgreementView>> {
    const where: Condition[] = [["status in ('open', 'overdue') and due_at < $1", now]];
    return readPage(this.sql, { select: SELECT, where, by: BY_DUE_TIME, limit, after }, toView);
  }

  /** Open, and the grace after the due time is over. */
  async toDeclareOverdue(now: Instant, graceMinutes: number, limit: number): Promise<string[]> {
    return this.ids(
      `status = 'open' and due_at <= $1 order by due_at`,
      addMinutes(now, -graceMinutes),
      limit,
    );
  }

  /** Held until now. */
  async toClose(now: Instant, limit: number): Promise<string[]> {
    return this.ids(`status = 'violation-hold' and hold_until <= $1 order by hold_until`, now, limit);
  }

  private async ids(condition: string, until: Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select agreement_id as id from agreement where ${condition} limit $2`,
      [until, limit],
    );
    return rows.map(({ id }) => id);
  }
}

function toView(row: ListedRow): AgreementView {
  return {
    ...agreementView({ state: toAgreement(row), version: row.version }),
    ...(row.plate !== null && { plate: row.plate }),
  };
}
