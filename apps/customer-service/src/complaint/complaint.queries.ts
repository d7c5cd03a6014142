import { Injectable } from '@nestjs/common';
import { Instant, toInstant } from '@houtai/domain-kit';
import {
  NotFoundError,
  Page,
  SealedPlace,
  SecretBox,
  decodeCursor,
  encodeCursor,
  page,
} from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { ComplaintQuery } from './complaint.dto';
import { ComplaintRow, toStored } from './complaint.row';
import { descriptionOf, textOf } from './complaint-seals.definition';
import { ComplaintStepView, ComplaintView, viewOf } from './complaint-view.dto';

interface StepRow {
  position: number;
  step: string;
  from_status: string | null;
  to_status: string;
  taken_at: Date;
  taken_by: string;
  text_sealed: string | null;
}

@Injectable()
export class ComplaintQueries {
  constructor(
    private readonly database: DataSource,
    private readonly secrets: SecretBox,
  ) {}

  /** With its history. @param withTexts opens what people wrote */
  async one(id: string, now: Instant, withTexts: boolean): Promise<ComplaintView> {
    const rows: ComplaintRow[] = await this.database.query('select * from complaint where id = $1', [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('complaint', id);
    const steps: StepRow[] = await this.database.query(
      'select * from complaint_step where complaint_id = $1 order by position',
      [id],
    );
    return {
      ...viewOf(toStored(row), now),
      description: withTexts ? this.secrets.open(row.description_sealed, descriptionOf(id)) : undefined,
      history: steps.map((step) => this.toStepView(step, textOf(id, step.position), withTexts)),
    };
  }

  /** In order of intake. */
  async list(query: ComplaintQuery, now: Instant): Promise<Page<ComplaintView>> {
    const { limit, after, status, customerId, overdue } = query;
    const [afterId] = after === undefined ? [null] : decodeCursor(after, 1);
    const rows: ComplaintRow[] = await this.database.query(
      `select * from complaint
        where ($1::uuid is null or id > $1) and ($2::text is null or status = $2)
          and ($3::uuid is null or customer_id = $3)
          and ($4::timestamptz is null or due_at <= coalesce(waiting_since, $4))
        order by id limit $5`,
      [afterId, status ?? null, customerId ?? null, overdue ? now : null, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => viewOf(toStored(row), now));
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.id]) : null);
  }

  private toStepView(row: StepRow, place: SealedPlace, withTexts: boolean): ComplaintStepView {
    return {
      step: row.step,
      from: row.from_status ?? undefined,
      to: row.to_status,
      at: toInstant(row.taken_at),
      by: row.taken_by,
      text: withTexts && row.text_sealed ? this.secrets.open(row.text_sealed, place) : undefined,
    };
  }
}
