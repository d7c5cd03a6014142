import type { PaymentReceivedV1, ReceivableClearedV1 } from '@houtai/event-catalogue';
import type { Fen, Instant } from '@houtai/domain-kit';
import { ACCOUNT } from '../posting-rules/accounts';
import type { Dimensions, LineDraft } from '../posting-rules/entry-draft';

/** Running projection of the 1122 lines of one order. */
export interface Receivable {
  reservationId: string;
  agreementId?: string;
  customerId: string;
  branchId: string;
  vehicleId?: string;
  /** Sums of the debit and of the credit lines; red ones count negative. */
  debitFen: Fen;
  creditFen: Fen;
  /** Set when no further charges come: from then on the balance is due. */
  finalisedBy?: { eventId: string; hash: string };
  clearedAt?: Instant;
  /** Number of the last event about it. */
  eventVersion: number;
  version: number;
}

export type ReceivableEvent =
  | { type: 'PaymentReceived'; aggregateVersion: number; data: PaymentReceivedV1 }
  | { type: 'ReceivableCleared'; aggregateVersion: number; data: ReceivableClearedV1 };

export interface ReceivableMove {
  /** Lines of the entries that are about to be posted. */
  lines: readonly LineDraft[];
  payment?: PaymentReceivedV1;
  at: Instant;
}

export function balanceOf({ debitFen, creditFen }: Receivable): Fen {
  return debitFen - creditFen;
}

/** What the customer has to pay now: nothing before the charges are final. */
export function dueOf(receivable: Receivable): Fen {
  return receivable.finalisedBy ? Math.max(0, balanceOf(receivable)) : 0;
}

export function receivableStatus(receivable: Receivable): 'running' | 'due' | 'cleared' {
  if (!receivable.finalisedBy) return 'running';
  return receivable.clearedAt ? 'cleared' : 'due';
}

/** Dimensions of lines about the order. */
export function dimensionsOf({ reservationId, customerId, branchId, vehicleId }: Receivable): Dimensions {
  return { orderId: reservationId, partyId: customerId, branchId, vehicleId };
}

/**
 * The receivable after the lines, and what there is to tell: that a payment came, and that nothing is owed any more
 * (told once; again when a reversal had opened the balance in between).
 */
export function moveReceivable(
  before: Receivable,
  { lines, payment, at }: ReceivableMove,
): { after: Receivable; events: ReceivableEvent[] } {
  const mine = lines.filter(
    ({ account, orderId }) => account === ACCOUNT.receivable && orderId === before.reservationId,
  );
  const sum = (side: 'D' | 'C') =>
    mine.reduce((total, line) => (line.side === side ? total + line.amountFen : total), 0);
  const after: Receivable = {
    ...before,
    debitFen: before.debitFen + sum('D'),
    creditFen: before.creditFen + sum('C'),
    version: before.version + 1,
  };
  const events: ReceivableEvent[] = [];
  if (payment) {
    after.eventVersion += 1;
    events.push({ type: 'PaymentReceived', aggregateVersion: after.eventVersion, data: payment });
  }
  const isEven = after.finalisedBy !== undefined && balanceOf(after) === 0;
  if (isEven && !before.clearedAt) {
    after.eventVersion += 1;
    after.clearedAt = at;
    events.push({
      type: 'ReceivableCleared',
      aggregateVersion: after.eventVersion,
      data: { reservationId: before.reservationId, clearedAt: at },
    });
  }
  if (!isEven) after.clearedAt = undefined;
  return { after, events };
}
