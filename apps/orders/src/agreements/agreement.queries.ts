import { Injectable } from '@nestjs/common';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import {
  NotFoundError,
  readPage,
  type Condition,
  type DueItem,
  type KeyColumn,
  type Page,
} from '@houtai/service-host';
import type { Versions } from '@houtai/aggregate';
import { Sql } from '@houtai/messaging';
import { agreementView, type AgreementFilter, type AgreementView } from './agreement.dto';
import type { AgreementRow } from './agreement.row';
import { AgreementStore } from './agreement.store';

type ListedRow = AgreementRow & Versions & { plate: string | null };

const ID = { sql: 'agreement_id', type: 'uuid' } as const;
/** Ids are made in the order of time. */
const NEWEST_FIRST = [{ ...ID, descending: true }];
const BY_DUE_TIME = [{ sql: 'due_at', type: 'timestamptz' }, ID] as const;

@Injectable()
export class AgreementQueries {
  /** An agreement with the plate of its vehicle. */
  private readonly select: string;

  constructor(
    private readonly sql: Sql,
    private readonly agreements: AgreementStore,
  ) {
    this.select = `select a.*, v.plate from (${agreements.select}) a left join vehicle v using (vehicle_id)`;
  }

  async one(id: string): Promise<AgreementView> {
    const rows = await this.sql.rows<ListedRow>(`${this.select} where agreement_id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('agreement', id);
    return this.toView(row);
  }

  list({ status, vehicleId, customerId, limit, after }: AgreementFilter): Promise<Page<AgreementView>> {
    const where: Condition[] = [
      ['status = $1', status],
      ['vehicle_id = $1', vehicleId],
      ['customer_id = $1', customerId],
    ];
    return this.page(where, NEWEST_FIRST, limit, after);
  }

  /** Out although the due time has passed: the longest overdue first. */
  overdueReturns(now: Instant, limit: number, after?: string): Promise<Page<AgreementView>> {
    const where: Condition[] = [["status in ('open', 'overdue') and due_at < $1", now]];
    return this.page(where, BY_DUE_TIME, limit, after);
  }

  /** Open, and the grace after the due time is over. */
  async toDeclareOverdue(now: Instant, graceMinutes: number, limit: number): Promise<DueItem[]> {
    return this.due(`status = 'open'`, 'due_at', addMinutes(now, -graceMinutes), limit);
  }

  /** Held until now. */
  async toClose(now: Instant, limit: number): Promise<DueItem[]> {
    return this.due(`status = 'violation-hold'`, 'hold_until', now, limit);
  }

  private async due(condition: string, column: string, until: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.sql.rows<{ id: string; at: Date }>(
      `select agreement_id as id, ${column} as at from agreement
        where ${condition} and ${column} <= $1 order by ${column} limit $2`,
      [until, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }

  private page(
    where: Condition[],
    by: readonly KeyColumn<ListedRow>[],
    limit: number,
    after?: string,
  ): Promise<Page<AgreementView>> {
    return readPage(this.sql, { select: this.select, where, by, limit, after }, (row) => this.toView(row));
  }

  private toView(row: ListedRow): AgreementView {
    return {
      ...agreementView(this.agreements.toStored(row)),
      ...(row.plate !== null && { plate: row.plate }),
    };
  }
}
