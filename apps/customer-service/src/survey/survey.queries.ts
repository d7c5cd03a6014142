import { Injectable } from '@nestjs/common';
import { Instant, startOfDay } from '@houtai/domain-kit';
import { Condition, KeyColumn, NotFoundError, Page, SecretBox, allOf, readPage } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { Satisfaction, Tally, satisfactionOf } from './satisfaction';
import { SatisfactionFilter } from './satisfaction.dto';
import { statusOf } from './survey';
import { SurveyFilter, SurveyView } from './survey.dto';
import { StoredSurvey, SurveyRow, toStored } from './survey.row';
import { commentOf } from './survey-seals.definition';

const IN_ORDER_OF_INVITATION: KeyColumn<SurveyRow>[] = [{ sql: 'id', type: 'uuid', of: (row) => row.id }];
const STATUS_IS = `$1 = case when answered_at is not null then 'answered'
  when closes_at > $2 then 'invited' else 'lapsed' end`;

@Injectable()
export class SurveyQueries {
  constructor(
    private readonly database: DataSource,
    private readonly secrets: SecretBox,
  ) {}

  /** @param withComment opens the sealed comment */
  async one(id: string, now: Instant, withComment: boolean): Promise<SurveyView> {
    const rows: SurveyRow[] = await this.database.query('select * from survey where id = $1', [id]);
    if (!rows[0]) throw new NotFoundError('survey', id);
    const stored = toStored(rows[0]);
    const { commentSealed } = stored;
    const comment =
      withComment && commentSealed ? this.secrets.open(commentSealed, commentOf(id)) : undefined;
    return { ...viewOf(stored, now), comment };
  }

  list({ limit, after, agreementId, status }: SurveyFilter, now: Instant): Promise<Page<SurveyView>> {
    const where: Condition[] = [
      ['agreement_id = $1', agreementId],
      [STATUS_IS, status, now],
    ];
    const query = { select: 'select * from survey', where, by: IN_ORDER_OF_INVITATION, limit, after };
    return readPage(this.database, query, (row) => viewOf(toStored(row), now));
  }

  /** Of the customers who were asked in the period, whenever they answered. Days are those of the head office. */
  async satisfaction({ from, to }: SatisfactionFilter): Promise<Satisfaction> {
    const { text, values } = allOf([
      ['invited_at >= $1', from && startOfDay(from)],
      ['invited_at < $1', to && startOfDay(to)],
    ]);
    const rows: (Tally & { answered: boolean })[] = await this.database.query(
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
}

export function viewOf({ survey, version }: StoredSurvey, now: Instant): SurveyView {
  const { kind: _, ...shown } = survey;
  return { ...shown, status: statusOf(survey, now), version };
}
