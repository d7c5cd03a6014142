import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { decodeCursor, encodeCursor, NotFoundError, page, type Page } from '@houtai/service-host';
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

@Injectable()
export class PaymentQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<PaymentView> {
    const [row] = await this.sql.rows<PaymentRow>('select * from payment where id = $1', [id]);
    if (!row) throw new NotFoundError('payment', id);
    return toView(row);
  }

  /** The newest first. */
  async list({ limit, after, reservationId }: PaymentFilter): Promise<Page<PaymentView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const rows = await this.sql.rows<PaymentRow>(
      `select * from payment
       where ($1::uuid is null or reservation_id = $1) and ($2::text is null or id::text < $2)
       order by id desc limit $3`,
      [reservationId ?? null, last, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit && shown.at(-1);
    return page(shown.map(toView), more ? encodeCursor([more.id]) : null);
  }
}

function toView(row: PaymentRow): PaymentView {
  return {
    id: row.id,
    reservationId: row.reservation_id,
    amountFen: row.amount_fen,
    currency: 'CNY',
    method: row.method,
    reference: row.reference,
    receivedAt: toInstant(row.received_at),
    receivedBy: row.received_by,
    entryId: row.entry_id,
    version: 1,
  };
}
