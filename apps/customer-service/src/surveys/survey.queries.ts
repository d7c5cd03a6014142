import { Injectable } from '@nestjs/common';
import { Instant, startOfDay } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { Page, SecretBox, allOf } from '@houtai/service-host';
import { openText } from '../personal-text';
import { Satisfaction, Tally, satisfactionOf } from './satisfaction';
import { SatisfactionFilter } from './satisfaction.dto';
import { statusOf, type SentSurvey } from './survey';
import { SurveyFilter, SurveyView } from './survey.dto';
import { SURVEYS } from './survey.list';
import { SurveyStore, type StoredSurvey } from './survey.store';
import { commentOf } from './survey-seals.definition';

@Injectable()
export class SurveyQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly surveys: SurveyStore,
    private readonly secrets: SecretBox,
  ) {}

  /** @param withComment opens the sealed comment */
  async one(id: string, now: Instant, withComment: boolean): Promise<SurveyView> {
    const stored = await this.surveys.get(id);
    const comment = withComment ? this.commentOf(stored.state) : undefined;
    return { ...viewOf(stored, now), comment };
  }

  list(filter: SurveyFilter, now: Instant): Promise<Page<SurveyView>> {
    return this.surveys.page(SURVEYS, { filter, now }, (stored) => viewOf(stored, now));
  }

  /** Of the customers who were asked in the period, whenever they answered. Days are those of the head office. */
  async satisfaction({ from, to }: SatisfactionFilter): Promise<Satisfaction> {
    const { text, values } = allOf([
      ['invited_at >= $1', from && startOfDay(from)],
      ['invited_at < $1', to && startOfDay(to)],
    ]);
    const rows = await this.unitOfWork.sql.rows<Tally & { answered: boolean }>(
      `select satisfaction, recommendation, answered_at is not null as answered, count(*)::int as count
         from survey ${text && `where ${text}`} group by 1, 2, 3`,
      values,
    );
    const invited = rows.reduce((sum, { count }) => sum + count, 0);
    return satisfactionOf(
      invited,
      rows.filter(({ answered }) => answered),
    );
  }

  private commentOf(survey: SentSurvey): string | undefined {
    if (survey.status !== 'answered' || !survey.comment) return undefined;
    return openText(survey.comment, (sealed) => this.secrets.open(sealed, commentOf(survey.id)));
  }
}

/** A survey without what its customer wrote. */
export function viewOf({ state, version }: StoredSurvey, now: Instant): SurveyView {
  const { comment: _, ...shown } = { comment: undefined, ...state };
  return { ...shown, status: statusOf(state, now), version };
}
