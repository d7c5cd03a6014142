import { Injectable } from '@nestjs/common';
import { Instant, toInstant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { Page, SealedPlace, SecretBox } from '@houtai/service-host';
import { openText } from '../personal-text';
import { ComplaintFilter } from './complaint.dto';
import { COMPLAINTS } from './complaint.list';
import type { StepRow } from './complaint.row';
import { ComplaintStore } from './complaint.store';
import { descriptionOf, textOf } from './complaint-seals.definition';
import { ComplaintStepView, ComplaintView, viewOf } from './complaint-view.dto';

@Injectable()
export class ComplaintQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly complaints: ComplaintStore,
    private readonly secrets: SecretBox,
  ) {}

  /** With its history. @param withTexts opens what people wrote */
  async one(id: string, now: Instant, withTexts: boolean): Promise<ComplaintView> {
    const stored = await this.complaints.get(id);
    const steps = await this.unitOfWork.sql.rows<StepRow<Date>>(
      `select complaint_id, position, step, from_status, to_status, taken_at, taken_by, text_sealed
         from complaint_step where complaint_id = $1 order by position`,
      [id],
    );
    const open = (sealed: string) => this.secrets.open(sealed, descriptionOf(id));
    return {
      ...viewOf(stored, now),
      description: withTexts ? openText(stored.state.description, open) : undefined,
      history: steps.map((step) => this.toStepView(step, textOf(id, step.position), withTexts)),
    };
  }

  list(filter: ComplaintFilter, now: Instant): Promise<Page<ComplaintView>> {
    return this.complaints.page(COMPLAINTS, { filter, now }, (stored) => viewOf(stored, now));
  }

  private toStepView(row: StepRow<Date>, place: SealedPlace, withTexts: boolean): ComplaintStepView {
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
