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
  async open(rentals: readonly AgreementOpenedV1[]): Promise<void> {
    await this.receivables.open(
      rentals.map(({ pickUp: { branchId }, ...order }) => {
        const { reservationId, agreementId, customerId, vehicleId, partnerId } = order;
        return { reservationId, agreementId, customerId, branchId, vehicleId, partnerId };
      }),
    );
    await this.holds.open(rentals.flatMap(depositsOf));
    await this.accruals.schedule(
      rentals.flatMap(({ reservationId, price, pickUp }) =>
        rentalDaysOf(price, pickUp.at, this.config.timeZone).map((day) => ({
          ...day,
          id: this.ids.next(),
          reservationId,
        })),
      ),
    );
  }
}

function depositsOf({ reservationId, price, pickUp, openedAt: at, ...opened }: AgreementOpenedV1) {
  const { rentalDepositReference, violationDepositReference } = opened;
  const order = { reservationId, branchId: pickUp.branchId, at };
  return [
    {
      ...order,
      kind: 'rental' as const,
      reference: rentalDepositReference,
      heldFen: price.rentalDepositFen,
    },
    {
      ...order,
      kind: 'violation' as const,
      reference: violationDepositReference,
      heldFen: price.violationDepositFen,
    },
  ];
}
