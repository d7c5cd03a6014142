import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import { PAYMENTS } from './payment.list';
import type { PaymentFilter, PaymentView } from './payment.dto';

type Row = Omit<PaymentView, 'receivedAt'> & { receivedAt: Date };

const SELECT = `
  select id, reservation_id as "reservationId", amount_fen as "amountFen", 'CNY' as currency, method, reference,
         received_at as "receivedAt", received_by as "receivedBy", entry_id as "entryId",
         (select r.id from entry r where r.reverses = payment.entry_id) as "reversedBy", 1 as version
    from payment`;

@Injectable()
export class PaymentQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<PaymentView> {
    const [row] = await this.sql.rows<Row>(`${SELECT} where id = $1`, [id]);
    if (!row) throw new NotFoundError('payment', id);
    return toView(row);
  }

  list(filter: PaymentFilter): Promise<Page<PaymentView>> {
    return readList(this.sql, PAYMENTS, { select: SELECT, filter }, toView);
  }
}

function toView(row: Row): PaymentView {
  return { ...row, receivedAt: toInstant(row.receivedAt) };
}
