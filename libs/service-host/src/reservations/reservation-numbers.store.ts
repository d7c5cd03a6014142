import { Injectable } from '@nestjs/common';
import { isReservationNumber } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { Condition } from '../http/keyset';
import { NotFoundError } from '../problems/host-errors';

/**
 * Which reservation a number names, in a service that holds rows of reservations: a table of its own, `reservation_number`,
 * fed by the events of orders. What has no number yet is found by its id alone.
 */
@Injectable()
export class ReservationNumbers {
  constructor(private readonly sql: Sql) {}

  /**
   * Id of the reservation that a request names by id or number. An id is taken as it is.
   * Throws `not-found` for a number that nobody has.
   *
   * @param what the request is about: `receivable`
   */
  async idOf(key: string, what: string): Promise<string> {
    if (!isReservationNumber(key)) return key;
    const [row] = await this.sql.rows<{ id: string }>(
      'select reservation_id as id from reservation_number where number = $1',
      [key],
    );
    if (!row) throw new NotFoundError(what, key);
    return row.id;
  }

  /** Once for each; a number never names another reservation. */
  async keep(numbers: readonly { number: string; reservationId: string }[]): Promise<void> {
    await this.sql.write(
      `insert into reservation_number (number, reservation_id)
       select distinct n.number, n."reservationId"
         from jsonb_to_recordset($1::jsonb) as n(number text, "reservationId" uuid)
       on conflict (number) do nothing`,
      [JSON.stringify(numbers)],
    );
  }
}

/** Condition on a column that holds the id of a reservation, which a filter names by id or number. */
export function withNumber(column: string): (key: string) => Condition {
  return (key) =>
    isReservationNumber(key)
      ? [`${column} = (select n.reservation_id from reservation_number n where n.number = $1)`, key]
      : [`${column} = $1`, key];
}
