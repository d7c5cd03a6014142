import { Injectable } from '@nestjs/common';
import { HoldStore } from '../holds/hold.store';
import { ACCOUNT } from '../posting-rules/accounts';
import { depositCaptured } from '../posting-rules/deposit-captured';
import type { StoredEntry } from './reversal';

/** Deposits follow their entries: what was captured by one that is reversed goes back to the customer. */
@Injectable()
export class ReversedHolds {
  constructor(private readonly holds: HoldStore) {}

  async giveBack(reversed: readonly StoredEntry[]): Promise<void> {
    const captures = reversed
      .filter(({ rule }) => rule === depositCaptured.name)
      .flatMap(({ lines }) => lines)
      .flatMap(({ account, orderId, amountFen }) =>
        account === ACCOUNT.receivable && orderId !== undefined
          ? [{ reservationId: orderId, amountFen }]
          : [],
      );
    if (captures.length > 0) await this.holds.giveBack(captures);
  }
}
