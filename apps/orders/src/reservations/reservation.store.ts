import { Injectable } from '@nestjs/common';
import { AggregatePlatform, OwnedAggregateStore, type Stored } from '@houtai/aggregate';
import { ordersErrors } from '../orders.errors';
import type { Reservation, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { reservation } from './reservation.aggregate';
import { historyData } from './reservation-history';
import { COLUMNS, toReservation, toReservationRow, type ReservationRow } from './reservation.row';

export type StoredReservation = Stored<Reservation>;

@Injectable()
export class ReservationStore extends OwnedAggregateStore<
  ReservationCommand,
  Reservation,
  ReservationEvent,
  ReservationRow
> {
  constructor(platform: AggregatePlatform) {
    const table = {
      name: 'reservation',
      id: 'reservation_id',
      columns: COLUMNS,
      toState: toReservation,
      toRow: toReservationRow,
      refusals: {
        reservation_one_per_reference: ({ reference = '' }: Taken) =>
          ordersErrors.error('reference-taken', { reference }),
      },
      history: { table: 'reservation_history', data: historyData },
    };
    super(reservation, table, platform);
  }
}
