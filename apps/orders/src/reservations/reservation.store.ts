import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Reservation, ReservationCommand, ReservationEvent } from './reservation';
import { reservation } from './reservation.aggregate';
import { historyData } from './reservation-history';
import { COLUMNS, toReservation, toReservationRow, type ReservationRow } from './reservation.row';

export type StoredReservation = Stored<Reservation>;

@Injectable()
export class ReservationStore extends AggregateStore<
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
      history: { table: 'reservation_history', data: historyData },
    };
    super(reservation, table, platform);
  }
}
