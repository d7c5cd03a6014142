import { Injectable } from '@nestjs/common';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import { NotFoundError, decodeCursor, encodeCursor, page, type Page } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import { agreementView, type AgreementFilter, type AgreementView } from './agreement.dto';
import { toAgreement, type AgreementRow } from './agreement.entity';

type ListedRow = AgreementRow & { plate: string | null };

const SELECT = `select a.*, v.plate from agreement a left join vehicle v using (vehicle_id)`;

@Injectable()
export class AgreementQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<AgreementView> {
    const rows = await this.sql.rows<ListedRow>(`${SELECT} where agreement_id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('agreement', id);
    return toView(row);
  }

  /** The newest first: ids are made in the order of time. */
  async list({ status, vehicleId, customerId, limit, after }: AgreementFilter): Promise<Page<AgreementView>> {
    const [before] = after === undefined ? [null] : decodeCursor(after, 1);
    const rows = await this.sql.rows<ListedRow>(
      `${SELECT}
        where ($1::text is null or status = $1)
          and ($2::uuid is null or vehicle_id = $2)
          and ($3::uuid is null or customer_id = $3)
          and ($4::uuid is null or agreement_id < $4)
        order by agreement_id desc limit $5`,
      [status ?? null, vehicleId ?? null, customerId ?? null, before, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.agreement_id]);
  }

  /** Out although the due time has passed: the longest overdue first. */
  async overdueReturns(now: Instant, limit: number, after?: string): Promise<Page<AgreementView>> {
    const [afterAt, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.sql.rows<ListedRow>(
      `${SELECT}
        where status in ('open', 'overdue') and due_at < $1
          and ($2::timestamptz is null or (due_at, agreement_id) > ($2, $3::uuid))
        order by due_at, agreement_id limit $4`,
      [now, afterAt, afterId, limit + 1],
    );
    return pageOf(rows, limit, (row) => [toInstant(row.due_at), row.agreement_id]);
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

function pageOf(rows: ListedRow[], limit: number, cursor: (row: ListedRow) => string[]): Page<AgreementView> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return page(items.map(toView), rows.length > limit && last ? encodeCursor(cursor(last)) : null);
}
