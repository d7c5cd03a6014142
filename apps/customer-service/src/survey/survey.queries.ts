import { Injectable } from '@nestjs/common';
import { Instant, startOfDay } from '@houtai/domain-kit';
import { NotFoundError, Page, SecretBox, decodeCursor, encodeCursor, page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { Satisfaction, Tally, satisfactionOf } from './satisfaction';
import { SatisfactionQuery } from './satisfaction.dto';
import { statusOf } from './survey';
import { SurveyQuery, SurveyView } from './survey.dto';
import { StoredSurvey, SurveyRow, toStored } from './survey.row';
import { commentOf } from './survey-seals.definition';

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

  /** In order of invitation. */
  async list({ limit, after, agreementId, status }: SurveyQuery, now: Instant): Promise<Page<SurveyView>> {
    const [afterId] = after === undefined ? [null] : decodeCursor(after, 1);
    const rows: SurveyRow[] = await this.database.query(
      `select * from survey
        where ($1::uuid is null or id > $1) and ($2::uuid is null or agreement_id = $2)
          and ($3::text is null or $3 = case when answered_at is not null then 'answered'
                                             when closes_at > $4 then 'invited' else 'lapsed' end)
        order by id limit $5`,
      [afterId, agreementId ?? null, status ?? null, now, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => viewOf(toStored(row), now));
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.id]) : null);
  }

  /** Of the customers who were asked in the period, whenever they answered. Days are those of the head office. */
  async satisfaction({ from, to }: SatisfactionQuery): Promise<Satisfaction> {
    const rows: (Tally & { answered: boolean })[] = await this.database.query(
      `select satisfaction, recommendation, answered_at is not null as answered, count(*)::int as count
         from survey
        where ($1::timestamptz is null or invited_at >= $1) and ($2::timestamptz is null or invited_at < $2)
        group by 1, 2, 3`,
      [from === undefined ? null : startOfDay(from), to === undefined ? null : startOfDay(to)],
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
