import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import { balanceOf, dueOf, receivableStatus } from './receivable';
import type { ReceivableFilter, ReceivableView } from './receivable.dto';
import { RECEIVABLES } from './receivable.list';
import { COLUMNS, toReceivable, type ReceivableRow } from './receivable.store';

@Injectable()
export class ReceivableQueries {
  constructor(private readonly sql: Sql) {}

  async one(reservationId: string): Promise<ReceivableView> {
    const [row] = await this.sql.rows<ReceivableRow>(
      `select ${COLUMNS} from receivable where reservation_id = $1`,
      [reservationId],
    );
    if (!row) throw new NotFoundError('receivable', reservationId);
    return toView(row);
  }

  list(filter: ReceivableFilter): Promise<Page<ReceivableView>> {
    const select = `select ${COLUMNS} from receivable`;
    return readList(this.sql, RECEIVABLES, { select, filter }, toView);
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
