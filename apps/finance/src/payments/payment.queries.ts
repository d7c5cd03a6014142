import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readPage, type Condition, type Page } from '@houtai/service-host';
import type { PaymentFilter, PaymentView } from './payment.dto';

type Row = Omit<PaymentView, 'receivedAt'> & { receivedAt: Date };

const SELECT = `
  select id, reservation_id as "reservationId", amount_fen as "amountFen", 'CNY' as currency, method, reference,
         received_at as "receivedAt", received_by as "receivedBy", entry_id as "entryId", 1 as version
    from payment`;

const NEWEST_FIRST = [{ sql: 'id', type: 'uuid', descending: true }] as const;

@Injectable()
export class PaymentQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<PaymentView> {
    const [row] = await this.sql.rows<Row>(`${SELECT} where id = $1`, [id]);
    if (!row) throw new NotFoundError('payment', id);
    return toView(row);
  }

  list({ limit, after, reservationId }: PaymentFilter): Promise<Page<PaymentView>> {
    const where: Condition[] = [['reservation_id = $1', reservationId]];
    const query = { select: SELECT, where, by: NEWEST_FIRST, limit, after };
    return readPage(this.sql, query, toView);
  }
}

function toView(row: Row): PaymentView {
  return { ...row, receivedAt: toInstant(row.receivedAt) };
}
