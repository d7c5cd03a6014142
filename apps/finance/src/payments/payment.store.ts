import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { refuse } from '../finance.errors';
import { Ledger } from '../ledger/ledger.service';
import { ReceivableStore } from '../receivables/receivable.store';
import { decidePayment, type RecordPayment } from './payment';

@Injectable()
export class PaymentStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receivables: ReceivableStore,
    private readonly ledger: Ledger,
    private readonly config: FinanceConfig,
  ) {}

  /**
   * Posts the payment with its order locked.
   * @param expectedVersion of the receivable
   * @returns id of the entry
   */
  async record(command: RecordPayment, expectedVersion?: number): Promise<string> {
    const { paymentId, reservationId, amountFen, method, reference, receivedAt, receivedBy } = command;
    return this.unitOfWork.run(async () => {
      const [receivable] = await this.receivables.lock([reservationId]);
      if (!receivable) throw new NotFoundError('receivable', reservationId);
      if (expectedVersion !== undefined && expectedVersion !== receivable.version) {
        throw new StaleVersionError(expectedVersion, receivable.version);
      }
      const used = await this.unitOfWork.sql.rows<{ id: string }>(
        'select id from payment where method = $1 and reference = $2',
        [method, reference],
      );
      if (used[0]) refuseReference(method, reference);
      const { drafts, told } = decidePayment(command, receivable, this.config.timeZone);
      const [entry] = await this.ledger.post({ drafts, orders: [{ receivable, payment: told }] });
      if (!entry) throw new Error(`Payment ${paymentId} was posted before`);
      const kept = await this.unitOfWork.sql.rows<{ id: string }>(
        `insert into payment (id, reservation_id, amount_fen, method, reference, received_at, received_by, entry_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (method, reference) do nothing returning id`,
        [paymentId, reservationId, amountFen, method, reference, receivedAt, receivedBy, entry.id],
      );
      // Recorded for another order at the same moment: all of this is rolled back.
      if (kept.length === 0) refuseReference(method, reference);
      return entry.id;
    });
  }
}

function refuseReference(method: string, reference: string): never {
  refuse('payment-reference-used', { method, reference });
}
