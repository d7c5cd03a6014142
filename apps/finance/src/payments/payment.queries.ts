import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readPage, type Condition, type Page } from '@houtai/service-host';
import type { PaymentMethod } from '../posting-rules/payment-received';
import type { PaymentFilter, PaymentView } from './payment.dto';

interface PaymentRow {
  id: string;
  reservation_id: string;
  amount_fen: number;
  method: PaymentMethod;
  reference: string;
  received_at: Date;
  received_by: string;
  entry_id: string;
}

const SELECT = `select id, reservation_id, amount_fen, method, reference, received_at, received_by, entry_id from payment`;

const NEWEST_FIRST = [{ sql: 'id', type: 'uuid', descending: true }] as const;

@Injectable()
export class PaymentQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<PaymentView> {
    const [row] = await this.sql.rows<PaymentRow>(`${SELECT} where id = $1`, [id]);
    if (!row) throw new NotFoundError('payment', id);
    return toView(row);
  }

  list({ limit, after, reservationId }: PaymentFilter): Promise<Page<PaymentView>> {
    const where: Condition[] = [['reservation_id = $1', reservationId]];
    const query = { select: SELECT, where, by: NEWEST_FIRST, limit, after };
    return readPage(this.sql, query, toView);
  }
}

function toView(row: PaymentRow): PaymentView {
  return { ...toFields(row), currency: 'CNY', version: 1 };
}
