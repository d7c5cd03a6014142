import { Inject, Injectable } from '@nestjs/common';
import type { AgreementOpenedV1 } from '@houtai/event-catalogue';
import { IDS, type IdSource } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { HoldStore } from '../holds/hold.store';
import { ReceivableStore } from '../receivables/receivable.store';
import { AccrualStore } from './accrual.store';
import { rentalDaysOf } from './rental-day';

/** What finance keeps about a rental from its beginning. */
@Injectable()
export class RentalBooks {
  constructor(
    private readonly receivables: ReceivableStore,
    private readonly holds: HoldStore,
    private readonly accruals: AccrualStore,
    private readonly config: FinanceConfig,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Deposits are held and the rental days wait for their beginning; the books are not touched. */
  async open(opened: AgreementOpenedV1): Promise<void> {
    const { reservationId, agreementId, customerId, vehicleId, pickUp, price } = opened;
    await this.receivables.open({
      reservationId,
      agreementId,
      customerId,
      branchId: pickUp.branchId,
      vehicleId,
    });
    await this.holds.open(
      reservationId,
      [
        { kind: 'rental', reference: opened.rentalDepositReference, heldFen: price.rentalDepositFen },
        {
          kind: 'violation',
          reference: opened.violationDepositReference,
          heldFen: price.violationDepositFen,
        },
      ],
      opened.openedAt,
    );
    const days = rentalDaysOf(price, pickUp.at, this.config.timeZone);
    await this.accruals.schedule(
      reservationId,
      days.map((day) => ({ ...day, id: this.ids.next() })),
    );
  }
}
