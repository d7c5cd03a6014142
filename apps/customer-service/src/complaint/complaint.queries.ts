import { Injectable } from '@nestjs/common';
import { Instant, toInstant } from '@houtai/domain-kit';
import {
  Condition,
  KeyColumn,
  NotFoundError,
  Page,
  SealedPlace,
  SecretBox,
  readPage,
} from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { ComplaintFilter } from './complaint.dto';
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

const IN_ORDER_OF_INTAKE: KeyColumn<ComplaintRow>[] = [{ sql: 'id', type: 'uuid', of: (row) => row.id }];

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

  list(filter: ComplaintFilter, now: Instant): Promise<Page<ComplaintView>> {
    const { limit, after, status, customerId, overdue } = filter;
    const where: Condition[] = [
      ['status = $1', status],
      ['customer_id = $1', customerId],
      ['due_at <= coalesce(waiting_since, $1)', overdue ? now : undefined],
    ];
    const query = { select: 'select * from complaint', where, by: IN_ORDER_OF_INTAKE, limit, after };
    return readPage(this.database, query, (row) => viewOf(toStored(row), now));
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
