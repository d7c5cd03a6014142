import { Injectable } from '@nestjs/common';
import { addDays, toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { AnswerFilter, DispatchAnswer } from '../reservations/answer-filter';
import type { Taken } from '../reservations/reservation';
import type { HeldBack } from './forced-answer';

/** What nobody came back to is forgotten then, when the partner next asks. */
const FORGOTTEN_DAYS = 31;

interface Row {
  change_id: string | null;
  capacity_held: boolean | null;
}

/**
 * Answers of dispatch that are kept from a booking until a helper gives one. To orders it is as if the answer were still on
 * its way, which it is made for: dispatch lets go of what it holds when the booking ends otherwise.
 */
@Injectable()
export class HeldAnswerStore implements AnswerFilter {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Asked for again it changes nothing. @returns since when it is asked for */
  async hold(partnerId: string, reference: string, at: Instant): Promise<Instant> {
    const { sql } = this.unitOfWork;
    await sql.write('delete from held_answer where partner_id = $1 and asked_at < $2', [
      partnerId,
      addDays(at, -FORGOTTEN_DAYS),
    ]);
    await sql.write(
      `insert into held_answer (partner_id, reference, asked_at) values ($1, $2, $3)
       on conflict (partner_id, reference) do nothing`,
      [partnerId, reference, at],
    );
    const [row] = await sql.rows<{ asked_at: Date }>(
      'select asked_at from held_answer where partner_id = $1 and reference = $2',
      [partnerId, reference],
    );
    return row ? toInstant(row.asked_at) : at;
  }

  async passing<Answer extends DispatchAnswer>(answers: readonly Answer[]): Promise<Answer[]> {
    const told = answers.map(({ id, command }) => ({
      reservation_id: id,
      change_id: command.changeId ?? null,
      capacity_held: command.type === 'AcceptCapacity',
    }));
    const held = await this.unitOfWork.sql.rows<{ reservation_id: string }>(KEEP_BACK, [
      JSON.stringify(told),
    ]);
    const ids = new Set(held.map(({ reservation_id: id }) => id));
    return answers.filter(({ id }) => !ids.has(id));
  }

  /** Locks it until the transaction ends; undefined when nothing was kept back (yet). */
  async find(state: Taken): Promise<HeldBack | undefined> {
    const [row] = await this.unitOfWork.sql.rows<Row>(
      `select change_id, capacity_held from held_answer
        where partner_id = $1 and reference = $2 for update`,
      [state.partnerId ?? null, state.reference ?? null],
    );
    if (!row || row.capacity_held === null) return undefined;
    return { capacityHeld: row.capacity_held, ...(row.change_id !== null && { changeId: row.change_id }) };
  }

  /** From here on answers come through again. */
  async release({ partnerId, reference }: Taken): Promise<void> {
    const text = 'delete from held_answer where partner_id = $1 and reference = $2';
    await this.unitOfWork.sql.write(text, [partnerId ?? null, reference ?? null]);
  }
}

const KEEP_BACK = `
  update held_answer h
     set reservation_id = r.reservation_id, change_id = n.change_id, capacity_held = n.capacity_held
    from jsonb_to_recordset($1::jsonb) as n (reservation_id uuid, change_id uuid, capacity_held boolean)
    join reservation r on r.reservation_id = n.reservation_id
   where h.partner_id = r.partner_id and h.reference = r.reference
  returning h.reservation_id`;
