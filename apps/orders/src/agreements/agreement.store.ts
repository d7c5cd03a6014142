import { Injectable } from '@nestjs/common';
import { AggregatePlatform, OwnedAggregateStore, type Stored } from '@houtai/aggregate';
import { ordersErrors } from '../orders.errors';
import type { Agreement, AgreementCommand, AgreementEvent, Signed } from './agreement';
import { agreement } from './agreement.aggregate';
import { COLUMNS, toAgreement, toAgreementRow, type AgreementRow } from './agreement.row';

export type StoredAgreement = Stored<Agreement>;

/** With what only reads know. */
export type ListedAgreement = StoredAgreement & { plate?: string; reservationNumber?: string };

/** That a vehicle is out on one rental at a time the database knows. */
@Injectable()
export class AgreementStore extends OwnedAggregateStore<
  AgreementCommand,
  Agreement,
  AgreementEvent,
  AgreementRow
> {
  constructor(platform: AggregatePlatform) {
    const table = {
      name: 'agreement',
      id: 'agreement_id',
      columns: COLUMNS,
      toState: toAgreement,
      toRow: toAgreementRow,
      refusals: {
        agreement_one_open_per_vehicle: ({ vehicleId }: Signed) =>
          ordersErrors.error('vehicle-not-back', { vehicleId }),
        agreement_one_per_reservation: ({ reservationId }: Signed) =>
          ordersErrors.error('agreement-already-opened', { reservationId }),
      },
    };
    super(agreement, table, platform);
  }
}
