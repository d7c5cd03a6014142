import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, NotFoundError, page, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { balanceOf, dueOf, receivableStatus } from './receivable';
import type { ReceivableFilter, ReceivableView } from './receivable.dto';
import { toReceivable, type ReceivableRow } from './receivable.store';

@Injectable()
export class ReceivableQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(reservationId: string): Promise<ReceivableView> {
    const [row] = await this.dataSource.query<ReceivableRow[]>(
      'select * from receivable where reservation_id = $1',
      [reservationId],
    );
    if (!row) throw new NotFoundError('receivable', reservationId);
    return toView(row);
  }

  async list({ limit, after, status }: ReceivableFilter): Promise<Page<ReceivableView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const rows = await this.dataSource.query<ReceivableRow[]>(
      `select * from receivable
       where ($1::text is null or reservation_id::text > $1)
         and ($2::text is null or $2 = case when not final then 'running' when cleared_at is null then 'due'
                                            else 'cleared' end)
       order by reservation_id limit $3`,
      [last, status ?? null, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit && shown.at(-1);
    return page(shown.map(toView), more ? encodeCursor([more.reservation_id]) : null);
  }
}

function toView(row: ReceivableRow): ReceivableView {
  const receivable = toReceivable(row);
  const { reservationId, agreementId, customerId, branchId, vehicleId, clearedAt, version } = receivable;
  return {
    reservationId,
    agreementId: agreementId ?? null,
    customerId,
    branchId,
    vehicleId: vehicleId ?? null,
    status: receivableStatus(receivable),
    currency: 'CNY',
    chargedFen: receivable.debitFen,
    paidFen: receivable.creditFen,
    balanceFen: balanceOf(receivable),
    dueFen: dueOf(receivable),
    clearedAt: clearedAt ?? null,
    version,
  };
}
