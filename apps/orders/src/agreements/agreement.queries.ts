import { Injectable } from '@nestjs/common';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import {
  NotFoundError,
  readPage,
  allOf,
  within,
  type Condition,
  type DueItem,
  type KeyColumn,
  type Page,
  type PageFilter,
  type Reach,
} from '@houtai/service-host';
import type { Versions } from '@houtai/aggregate';
import { Sql } from '@houtai/messaging';
import { isReservationNumber } from '../reservations/reservation-number';
import { customerColumn } from '../reservations/reservation.queries';
import type { AgreementFilter } from './agreement.dto';
import type { AgreementRow } from './agreement.row';
import { AgreementStore, type ListedAgreement } from './agreement.store';

type ListedRow = AgreementRow & Versions & { plate: string | null; reservation_number: string };

const ID = { sql: 'agreement_id', type: 'uuid' } as const;
/** Ids are made in the order of time. */
const NEWEST_FIRST = [{ ...ID, descending: true }];
const BY_DUE_TIME = [{ sql: 'due_at', type: 'timestamptz' }, ID] as const;

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
    const { status, vehicleId, customerId, reservationId, number, partnerId, reference } = filter;
    const ofReservation = ([reservationId, number] as const).map(reservationCondition);
    const where: Condition[] = [
      ['status = $1', status],
      ['vehicle_id = $1', vehicleId],
      ...ofReservation,
      [`${customerColumn(reach)} = $1`, customerId],
      ['partner_id = $1', partnerId],
      ['reference = $1', reference],
    ];
    return this.page({ reach, where, by: NEWEST_FIRST }, filter, view);
  }

  /** Out although the due time has passed: the longest overdue first. */
  overdueReturns<View>(
    reach: Reach,
    now: Instant,
    page: PageFilter,
    view: (listed: ListedAgreement) => View,
  ): Promise<Page<View>> {
    const where: Condition[] = [["status in ('open', 'overdue') and due_at < $1", now]];
    return this.page({ reach, where, by: BY_DUE_TIME }, page, view);
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

  private page<View>(
    { reach, where, by }: { reach: Reach; where: Condition[]; by: readonly KeyColumn<ListedRow>[] },
    { limit, after }: PageFilter,
    view: (listed: ListedAgreement) => View,
  ): Promise<Page<View>> {
    const query = { select: this.select, where: [within(reach), ...where], by, limit, after };
    return readPage(this.sql, query, (row) => view(this.toListed(row)));
  }

  private toListed(row: ListedRow): ListedAgreement {
    const { plate, reservation_number: reservationNumber } = row;
    return { ...this.agreements.toStored(row), ...(plate !== null && { plate }), reservationNumber };
  }
}

/** By id or by number, as it was named; a number that nobody has names no agreement. */
function reservationCondition(key: string | undefined): Condition {
  return key !== undefined && isReservationNumber(key)
    ? ['reservation_id = (select r.reservation_id from reservation r where r.number = $1)', key]
    : ['reservation_id = $1', key];
}
