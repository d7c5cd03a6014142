import { Injectable } from '@nestjs/common';
import {
  AggregatePlatform,
  OwnedAggregateStore,
  type CommandFor,
  type HandleOptions,
  type Stored,
} from '@houtai/aggregate';
import { NotFoundError, UnavailableError, allOf, within, type Reach } from '@houtai/service-host';
import { ordersErrors } from '../orders.errors';
import type { Reservation, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { reservation } from './reservation.aggregate';
import { historyData } from './reservation-history';
import { isReservationNumber } from '@houtai/domain-kit';
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
        reservation_number_key: numberDrawnTwice,
      },
      history: { table: 'reservation_history', data: historyData },
    };
    super(reservation, table, platform);
  }

  /** @param key its id, or its number */
  override async get(key: string, reach: Reach): Promise<StoredReservation> {
    return super.get(await this.idOf(key, reach), reach);
  }

  /** @param key its id, or its number */
  override async handle(
    key: string,
    reach: Reach,
    command: CommandFor<ReservationCommand, Reservation>,
    options?: HandleOptions,
  ): Promise<StoredReservation> {
    return super.handle(await this.idOf(key, reach), reach, command, options);
  }

  /** The id of what a request named; a number is one for who may see the reservation alone. Throws `not-found`. */
  async idOf(key: string, reach: Reach): Promise<string> {
    if (!isReservationNumber(key)) return key;
    const { text, values } = allOf([['number = $1', key], within(reach)]);
    const select = `select reservation_id as id from reservation where ${text}`;
    const [row] = await this.platform.unitOfWork.sql.rows<{ id: string }>(select, values);
    if (!row) throw new NotFoundError('reservation', key);
    return row.id;
  }
}

/** Two requests drew the same one of 10^12 numbers before either was written: the next try draws another. */
function numberDrawnTwice(): UnavailableError {
  const [en, zh] = ['The number was drawn twice; try again.', '预订号重复；请重试。'];
  return new UnavailableError({ en, zh }, 1);
}
