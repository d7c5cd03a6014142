import { Injectable } from '@nestjs/common';
import { fold } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, Sql, violatedConstraint } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import { refuse } from '../orders.errors';
import { toOutgoing } from '../outgoing.store';
import type { AgreementCommand, AgreementEvent, Handover, Signed } from './agreement';
import { agreementDecider } from './agreement.decide';
import {
  CHANGING_COLUMNS,
  FIXED_COLUMNS,
  toAgreement,
  toAgreementRow,
  type AgreementRow,
} from './agreement.entity';
import { publishAgreement } from './agreement.publish';

export interface StoredAgreement {
  state: Signed;
  version: number;
}

/** Which agreement: by its own id, or the one that a reservation became. */
export type AgreementKey = { agreementId: string } | { reservationId: string };

/** The command for an agreement as it stands; it may read what the command needs. */
export type CommandFor = (state: Signed) => AgreementCommand | Promise<AgreementCommand>;

@Injectable()
export class AgreementStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly sql: Sql,
  ) {}

  /** Opens an agreement. Refuses a vehicle that is still out on another one: the database knows. */
  async open(handover: Handover): Promise<StoredAgreement> {
    const before = agreementDecider.initialState();
    const command = { type: 'OpenAgreement', handover, at: handover.openedAt } as const;
    const events = agreementDecider.decide(command, before);
    try {
      return await this.write('insert', fold(agreementDecider, before, events), 0, events);
    } catch (error) {
      const constraint = violatedConstraint(error);
      const { vehicleId, reservationId } = handover;
      if (constraint === 'agreement_one_open_per_vehicle') {
        return refuse('vehicle-not-back', { vehicleId });
      }
      if (constraint === 'agreement_one_per_reservation') {
        return refuse('agreement-already-opened', {
          reservationId,
        });
      }
      throw error;
    }
  }

  /**
   * Locks the agreement, decides, and writes row and outbox rows with one statement.
   * @param expectedVersion refuses with `stale-version` when the agreement has another one
   */
  async change(
    key: AgreementKey,
    commandFor: AgreementCommand | CommandFor,
    expectedVersion?: number,
  ): Promise<StoredAgreement> {
    const stored = await this.changeIfAny(key, commandFor, expectedVersion);
    if (stored) return stored;
    throw 'agreementId' in key
      ? new NotFoundError('agreement', key.agreementId)
      : new NotFoundError('agreement of reservation', key.reservationId);
  }

  /** The same where there need not be one; undefined then. */
  async changeIfAny(
    key: AgreementKey,
    commandFor: AgreementCommand | CommandFor,
    expectedVersion?: number,
  ): Promise<StoredAgreement | undefined> {
    return this.unitOfWork.run(async () => {
      const row = await this.lock(key);
      if (!row) return undefined;
      if (expectedVersion !== undefined && expectedVersion !== row.version) {
        throw new StaleVersionError(expectedVersion, row.version);
      }
      const before = toAgreement(row);
      const command = typeof commandFor === 'function' ? await commandFor(before) : commandFor;
      const events = agreementDecider.decide(command, before);
      if (events.length === 0) return { state: before, version: row.version };
      return this.write('update', fold(agreementDecider, before, events), row.version, events);
    });
  }

  private async lock(key: AgreementKey): Promise<AgreementRow | undefined> {
    const [column, id] =
      'agreementId' in key
        ? (['agreement_id', key.agreementId] as const)
        : (['reservation_id', key.reservationId] as const);
    const rows = await this.sql.rows<AgreementRow>(
      `select * from agreement where ${column} = $1 for update`,
      [id],
    );
    return rows[0];
  }

  private async write(
    how: 'insert' | 'update',
    state: ReturnType<typeof agreementDecider.initialState>,
    lastVersion: number,
    events: readonly AgreementEvent[],
  ): Promise<StoredAgreement> {
    if (state.status === 'none') throw new Error('there is no agreement to write');
    const told = toOutgoing(
      events.map((event) => publishAgreement(event, state)),
      state.agreementId,
      lastVersion,
    );
    const version = lastVersion + told.length;
    const outbox = this.outbox.cte(told, 2);
    await this.sql.rows(`with ${how === 'insert' ? INSERT : UPDATE}, ${outbox.sql} select 1`, [
      JSON.stringify(toAgreementRow(state, version)),
      ...outbox.params,
    ]);
    return { state, version };
  }
}

const COLUMNS = [...FIXED_COLUMNS, ...CHANGING_COLUMNS].join(', ');

const INSERT = `written as (
  insert into agreement (${COLUMNS}) select ${COLUMNS} from jsonb_populate_record(null::agreement, $1::jsonb)
)`;

const UPDATE = `written as (
  update agreement a set (${CHANGING_COLUMNS.join(', ')})
    = (${CHANGING_COLUMNS.map((column) => `n.${column}`).join(', ')})
    from jsonb_populate_record(null::agreement, $1::jsonb) n
   where a.agreement_id = n.agreement_id
)`;
