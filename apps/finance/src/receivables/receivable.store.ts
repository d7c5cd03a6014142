import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
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

/** Rows of orders. Whoever posts to an order locks its row first, several in the order of their ids. */
@Injectable()
export class ReceivableStore {
  constructor(private readonly sql: Sql) {}

  /** Makes the row of an order that has none yet. */
  async open(
    order: Pick<Receivable, 'reservationId' | 'agreementId' | 'customerId' | 'branchId' | 'vehicleId'>,
  ): Promise<void> {
    const { reservationId, agreementId, customerId, branchId, vehicleId } = order;
    await this.sql.rows(
      `insert into receivable (reservation_id, agreement_id, customer_id, branch_id, vehicle_id)
       values ($1, $2, $3, $4, $5) on conflict (reservation_id) do nothing`,
      [reservationId, agreementId ?? null, customerId, branchId, vehicleId ?? null],
    );
  }

  /** Locks the rows to the end of the transaction; unknown orders are missing in the answer. */
  async lock(reservationIds: readonly string[]): Promise<Receivable[]> {
    if (reservationIds.length === 0) return [];
    const rows = await this.sql.rows<ReceivableRow>(
      `select * from receivable where reservation_id = any($1::uuid[]) order by reservation_id for update`,
      [reservationIds],
    );
    return rows.map(toReceivable);
  }
}

export function toReceivable(row: ReceivableRow): Receivable {
  return {
    reservationId: row.reservation_id,
    agreementId: row.agreement_id ?? undefined,
    customerId: row.customer_id,
    branchId: row.branch_id,
    vehicleId: row.vehicle_id ?? undefined,
    debitFen: row.debit_fen,
    creditFen: row.credit_fen,
    finalisedBy:
      row.finalised_by && row.final_hash
        ? { eventId: row.finalised_by, hash: row.final_hash.toString('hex') }
        : undefined,
    clearedAt: row.cleared_at ? toInstant(row.cleared_at) : undefined,
    eventVersion: row.event_version,
    version: row.version,
  };
}
