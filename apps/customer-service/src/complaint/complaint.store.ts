import { Injectable } from '@nestjs/common';
import { fold } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { NotFoundError, SecretBox } from '@houtai/service-host';
import type { Sql } from '@houtai/messaging';
import { Complaint, ComplaintCommand, ComplaintEvent, ReceivedComplaint, initialState } from './complaint';
import { complaintDecider } from './complaint.decide';
import { announce } from './complaint.publish';
import { descriptionOf, textOf } from './complaint-seals.definition';
import { ComplaintRow, StoredComplaint, changingColumns, lineOf, toStored } from './complaint.row';

/** Load, decide, fold, save: the state, its history and its event in one transaction. Texts are sealed on the way in. */
@Injectable()
export class ComplaintStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly secrets: SecretBox,
  ) {}

  async receive(command: Extract<ComplaintCommand, { type: 'receive' }>): Promise<StoredComplaint> {
    return this.unitOfWork.run((sql) => this.decide(sql, command, initialState(), 0));
  }

  /** Refuses an unknown id, and what the complaint refuses. */
  async handle(id: string, command: ComplaintCommand): Promise<StoredComplaint> {
    return this.unitOfWork.run(async (sql) => {
      const { complaint, version } = await lock(sql, id);
      return this.decide(sql, command, complaint, version);
    });
  }

  private async decide(
    sql: Sql,
    command: ComplaintCommand,
    before: Complaint,
    version: number,
  ): Promise<StoredComplaint> {
    const [event] = complaintDecider.decide(command, before);
    if (!event) throw new Error('A complaint takes a step or refuses it');
    const complaint = fold(complaintDecider, before, [event]);
    if (complaint.kind === 'not-received') throw new Error('A decision cannot take a complaint back');

    const announcements = announce(event, complaint);
    const next: StoredComplaint = { complaint, version: version + announcements.length };
    if (event.type === 'complaint-received') await this.insert(sql, next, event);
    else await update(sql, next);
    await this.writeHistory(sql, event, complaint);
    await this.outbox.append(
      announcements.map(({ event: type, data }, n) => outgoing(type, complaint.id, version + n + 1, data)),
    );
    return next;
  }

  private async insert(sql: Sql, next: StoredComplaint, { text }: ComplaintEvent): Promise<void> {
    const { complaint, version } = next;
    const { id, customerId, reservationId, category, severity, receivedAt } = complaint;
    const columns = Object.entries({
      id,
      customer_id: customerId,
      reservation_id: reservationId,
      category,
      severity,
      received_at: receivedAt,
      description_sealed: this.secrets.seal(text ?? '', descriptionOf(id)),
      ...changingColumns(complaint, version),
    });
    await sql.rows(
      `insert into complaint (${columns.map(([name]) => name).join(', ')})
       values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
      columns.map(([, value]) => value),
    );
  }

  /** The description is kept with the complaint; the history keeps the texts of the steps after it. */
  private async writeHistory(sql: Sql, event: ComplaintEvent, complaint: ReceivedComplaint) {
    const { step, from, to, at, by, text } = lineOf(event, complaint.status);
    const position = await nextPosition(sql, complaint.id);
    const place = textOf(complaint.id, position);
    const sealed = text === undefined || step === 'receive' ? undefined : this.secrets.seal(text, place);
    await sql.rows(
      `insert into complaint_step (complaint_id, position, step, from_status, to_status, taken_at, taken_by, text_sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [complaint.id, position, step, from, to, at, by, sealed],
    );
  }
}

/** The complaint is locked or new, so that nobody else takes the position. */
async function nextPosition(sql: Sql, id: string): Promise<number> {
  const [row] = await sql.rows<{ position: number }>(
    'select coalesce(max(position), 0) + 1 as position from complaint_step where complaint_id = $1',
    [id],
  );
  return row?.position ?? 1;
}

async function update(sql: Sql, { complaint, version }: StoredComplaint): Promise<void> {
  const columns = Object.entries(changingColumns(complaint, version));
  await sql.rows(
    `update complaint set ${columns.map(([name], n) => `${name} = $${n + 2}`).join(', ')} where id = $1`,
    [complaint.id, ...columns.map(([, value]) => value)],
  );
}

async function lock(sql: Sql, id: string): Promise<StoredComplaint> {
  const rows: ComplaintRow[] = await sql.rows('select * from complaint where id = $1 for update', [id]);
  if (!rows[0]) throw new NotFoundError('complaint', id);
  return toStored(rows[0]);
}
