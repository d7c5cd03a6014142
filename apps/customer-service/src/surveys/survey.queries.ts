import { Injectable } from '@nestjs/common';
import { Instant, startOfDay } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { Condition, Page, SecretBox, allOf } from '@houtai/service-host';
import { openText } from '../personal-text';
import { Satisfaction, Tally, satisfactionOf } from './satisfaction';
import { SatisfactionFilter } from './satisfaction.dto';
import { statusOf, type SentSurvey } from './survey';
import { SurveyFilter, SurveyView } from './survey.dto';
import { SurveyStore, type StoredSurvey } from './survey.store';
import { commentOf } from './survey-seals.definition';

const IN_ORDER_OF_INVITATION = [{ sql: 't.id', type: 'uuid' }] as const;
const STATUS_IS = `$1 = case when t.answered_at is not null then 'answered'
  when t.closes_at > $2 then 'invited' else 'lapsed' end`;

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

  list({ limit, after, agreementId, status }: SurveyFilter, now: Instant): Promise<Page<SurveyView>> {
    const where: Condition[] = [
      ['t.agreement_id = $1', agreementId],
      [STATUS_IS, status, now],
    ];
    const query = { where, by: IN_ORDER_OF_INVITATION, limit, after };
    return this.surveys.page(query, (stored) => viewOf(stored, now));
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
