import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork, currentCall, Sql } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import { toOutgoing } from '../outgoing.store';
import type { ReservationCommand, Taken } from './reservation';
import { reservationDecider } from './reservation.decide';
import {
  CHANGING_COLUMNS,
  FIXED_COLUMNS,
  toReservation,
  toReservationRow,
  type ReservationRow,
} from './reservation.entity';
import { unfold, type Unfolded } from './reservation-history';

export interface StoredReservation {
  state: Taken;
  version: number;
}

/** The command for a reservation as it stands; it may read what the command needs. */
export type CommandFor = (state: Taken) => ReservationCommand | Promise<ReservationCommand>;

@Injectable()
export class ReservationStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly sql: Sql,
  ) {}

  /** The hot path: row, history and outbox rows in one statement, which is its own transaction unless one is open. */
  async add(command: Extract<ReservationCommand, { type: 'SubmitReservation' }>): Promise<StoredReservation> {
    const before = reservationDecider.initialState();
    const unfolded = unfold(before, 0, reservationDecider.decide(command, before));
    return this.write('insert', unfolded);
  }

  /**
   * Locks the reservation, decides, and writes row, history and outbox rows with one statement.
   * @param expectedVersion refuses with `stale-version` when the reservation has another one
   */
  async change(
    reservationId: string,
    commandFor: ReservationCommand | CommandFor,
    expectedVersion?: number,
  ): Promise<StoredReservation> {
    return this.unitOfWork.run(async () => {
      const rows = await this.sql.rows<ReservationRow>(LOCK, [reservationId]);
      const row = rows[0];
      if (!row) throw new NotFoundError('reservation', reservationId);
      if (expectedVersion !== undefined && expectedVersion !== row.version) {
        throw new StaleVersionError(expectedVersion, row.version);
      }
      const before = toReservation(row);
      const command = typeof commandFor === 'function' ? await commandFor(before) : commandFor;
      const events = reservationDecider.decide(command, before);
      if (events.length === 0) return { state: before, version: row.version };
      return this.write('update', unfold(before, row.version, events));
    });
  }

  private async write(how: 'insert' | 'update', unfolded: Unfolded): Promise<StoredReservation> {
    const { state, version, publications, history } = unfolded;
    if (state.status === 'none') throw new Error('there is no reservation to write');
    const values = [
      JSON.stringify(toReservationRow(state, version)),
      JSON.stringify(history),
      currentCall()?.actor ?? null,
    ];
    const told = toOutgoing(publications, state.reservationId, version - publications.length);
    const outbox = told.length > 0 ? this.outbox.cte(told, 4) : undefined;
    const parts = [how === 'insert' ? INSERT : UPDATE, HISTORY, ...(outbox ? [outbox.sql] : [])];
    await this.sql.write(`with ${parts.join(', ')} select 1`, [...values, ...(outbox?.params ?? [])]);
    if (outbox) this.outbox.written();
    return { state, version };
  }
}

const LOCK = 'select * from reservation where reservation_id = $1 for update';

const COLUMNS = [...FIXED_COLUMNS, ...CHANGING_COLUMNS].join(', ');

const INSERT = `written as (
  insert into reservation (${COLUMNS}) select ${COLUMNS} from jsonb_populate_record(null::reservation, $1::jsonb)
)`;

const UPDATE = `written as (
  update reservation r set (${CHANGING_COLUMNS.join(', ')})
    = (${CHANGING_COLUMNS.map((column) => `n.${column}`).join(', ')})
    from jsonb_populate_record(null::reservation, $1::jsonb) n
   where r.reservation_id = n.reservation_id
)`;

const HISTORY = `remembered as (
  insert into reservation_history (reservation_id, version, type, status, at, actor, data)
  select h.reservation_id, h.version, h.type, h.status, h.at, $3, h.data
    from jsonb_to_recordset($2::jsonb)
      as h(reservation_id uuid, version int, type text, status text, at timestamptz, data jsonb)
)`;
