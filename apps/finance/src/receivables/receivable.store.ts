import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { Receivable } from './receivable';

export interface ReceivableRow {
  reservation_id: string;
  agreement_id: string | null;
  customer_id: string;
  branch_id: string;
  vehicle_id: string | null;
  debit_fen: number;
  credit_fen: number;
  finalised_by: string | null;
  final_hash: Buffer | null;
  cleared_at: Date | null;
  event_version: number;
  version: number;
}

/** As {@link ReceivableRow} has them. */
export const COLUMNS = `reservation_id, agreement_id, customer_id, branch_id, vehicle_id, debit_fen, credit_fen,
  finalised_by, final_hash, cleared_at, event_version, version`;

/** Rows of orders. Whoever posts to an order locks its row first, several in the order of their ids. */
@Injectable()
export class ReceivableStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Makes the rows of orders that have none yet.
   * @param orders with the partner that made the booking, if one did
   */
  async open(
    orders: readonly (Pick<
      Receivable,
      'reservationId' | 'agreementId' | 'customerId' | 'branchId' | 'vehicleId'
    > & { partnerId?: string })[],
  ): Promise<void> {
    await this.sql.write(
      `insert into receivable (reservation_id, agreement_id, customer_id, branch_id, vehicle_id, partner_id)
       select "reservationId", "agreementId", "customerId", "branchId", "vehicleId", "partnerId"
       from jsonb_to_recordset($1::jsonb) as o("reservationId" uuid, "agreementId" uuid, "customerId" uuid,
         "branchId" uuid, "vehicleId" uuid, "partnerId" uuid)
       order by 1 on conflict (reservation_id) do nothing`,
      [JSON.stringify(orders)],
    );
  }

  /** Locks the rows to the end of the transaction; unknown orders are missing in the answer. */
  async lock(reservationIds: readonly string[]): Promise<Receivable[]> {
    if (reservationIds.length === 0) return [];
    const rows = await this.sql.rows<ReceivableRow>(
      `select ${COLUMNS} from receivable where reservation_id = any($1::uuid[]) order by reservation_id for update`,
      [reservationIds],
    );
    return rows.map(toReceivable);
  }
}

export function toReceivable(row: ReceivableRow): Receivable {
  const { finalisedBy: eventId, finalHash, ...receivable } = toFields(row);
  const finalisedBy = eventId && finalHash && { eventId, hash: finalHash.toString('hex') };
  return { ...receivable, ...(finalisedBy && { finalisedBy }) };
}
