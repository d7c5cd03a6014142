import { Injectable } from '@nestjs/common';
import { NotFoundError, readPage, type Condition, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { balanceOf, dueOf, receivableStatus } from './receivable';
import type { ReceivableFilter, ReceivableStatus, ReceivableView } from './receivable.dto';
import { COLUMNS, toReceivable, type ReceivableRow } from './receivable.store';

const BY_ORDER = [{ sql: 'reservation_id', type: 'uuid' }] as const;
const WITH_STATUS: Readonly<Record<ReceivableStatus, string>> = {
  running: 'not final',
  due: 'final and cleared_at is null',
  cleared: 'final and cleared_at is not null',
};

@Injectable()
export class ReceivableQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(reservationId: string): Promise<ReceivableView> {
    const [row] = await this.dataSource.query<ReceivableRow[]>(
      `select ${COLUMNS} from receivable where reservation_id = $1`,
      [reservationId],
    );
    if (!row) throw new NotFoundError('receivable', reservationId);
    return toView(row);
  }

  list({ limit, after, status }: ReceivableFilter): Promise<Page<ReceivableView>> {
    const where: Condition[] = status ? [[WITH_STATUS[status]]] : [];
    const query = { select: `select ${COLUMNS} from receivable`, where, by: BY_ORDER, limit, after };
    return readPage(this.dataSource, query, toView);
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
