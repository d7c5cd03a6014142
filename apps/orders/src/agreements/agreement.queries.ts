import { Injectable } from '@nestjs/common';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import {
  NotFoundError,
  readList,
  allOf,
  within,
  type DueItem,
  type List,
  type ListQuestion,
  type Page,
  type Reach,
  type SortedPageFilter,
} from '@houtai/service-host';
import type { Versions } from '@houtai/aggregate';
import { Sql } from '@houtai/messaging';
import type { AgreementFilter } from './agreement.dto';
import type { AgreementRow } from './agreement.row';
import { AGREEMENTS, OVERDUE_RETURNS, dueBefore } from './agreement.list';
import type { OverdueReturnFilter } from './overdue.dto';
import { AgreementStore, type ListedAgreement } from './agreement.store';

type ListedRow = AgreementRow & Versions & { plate: string | null; reservation_number: string };

@Injectable()
export class AgreementQueries {
  /** An agreement with the plate of its vehicle and the number of its reservation. */
  private readonly select: string;

  constructor(
    private readonly sql: Sql,
    private readonly agreements: AgreementStore,
  ) {
    this.select = `select a.*, v.plate,
      (select r.number from reservation r where r.reservation_id = a.reservation_id) as reservation_number
      from (${agreements.select}) a left join vehicle v using (vehicle_id)`;
  }

  async one(id: string, reach: Reach): Promise<ListedAgreement> {
    const { text, values } = allOf([['agreement_id = $1', id], within(reach)]);
    const [row] = await this.sql.rows<ListedRow>(`${this.select} where ${text}`, values);
    if (!row) throw new NotFoundError('agreement', id);
    return this.toListed(row);
  }

  list<View>(
    reach: Reach,
    filter: AgreementFilter,
    view: (listed: ListedAgreement) => View,
  ): Promise<Page<View>> {
    return this.page(AGREEMENTS, { filter, reach }, view);
  }

  /** Out although the due time has passed: the longest overdue first. */
  overdueReturns<View>(
    reach: Reach,
    now: Instant,
    filter: OverdueReturnFilter,
    view: (listed: ListedAgreement) => View,
  ): Promise<Page<View>> {
    return this.page(OVERDUE_RETURNS, { filter, reach, also: dueBefore(now) }, view);
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

  private page<Asked extends SortedPageFilter, View>(
    list: List<Asked, ListedRow>,
    question: ListQuestion<Asked>,
    view: (listed: ListedAgreement) => View,
  ): Promise<Page<View>> {
    const asked = { ...question, select: this.select, owner: 'a.partner_id' };
    return readList(this.sql, list, asked, (row) => view(this.toListed(row)));
  }

  private toListed(row: ListedRow): ListedAgreement {
    const { plate, reservation_number: reservationNumber } = row;
    return { ...this.agreements.toStored(row), ...(plate !== null && { plate }), reservationNumber };
  }
}
