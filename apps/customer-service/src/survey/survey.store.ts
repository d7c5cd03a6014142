import { Injectable } from '@nestjs/common';
import { fold } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { NotFoundError, SecretBox } from '@houtai/service-host';
import type { Sql } from '@houtai/messaging';
import { InvitedSurvey, SurveyCommand, initialState } from './survey';
import { surveyDecider } from './survey.decide';
import { announce } from './survey.publish';
import { StoredSurvey, SurveyRow, toStored } from './survey.row';
import { commentOf } from './survey-seals.definition';

/** Load, decide, save: the state and its event in one transaction. A survey has two events: invited, then answered. */
@Injectable()
export class SurveyStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly secrets: SecretBox,
  ) {}

  /** Asks the customer of an agreement, unless that was done before. */
  async invite(command: Extract<SurveyCommand, { type: 'invite' }>): Promise<void> {
    await this.unitOfWork.run(async (sql) => {
      const [event] = surveyDecider.decide(command, initialState());
      if (event?.type !== 'survey-invited') return;
      const { id, agreementId, reservationId, customerId, invitedAt, closesAt } = event.invitation;
      const inserted: unknown[] = await sql.rows(
        `insert into survey (id, agreement_id, reservation_id, customer_id, invited_at, closes_at, version)
         values ($1, $2, $3, $4, $5, $6, 1) on conflict (agreement_id) do nothing returning id`,
        [id, agreementId, reservationId, customerId, invitedAt, closesAt],
      );
      if (inserted.length === 0) return;
      const invited = fold(surveyDecider, initialState(), [event]) as InvitedSurvey;
      const { event: type, data } = announce(event, invited);
      await this.outbox.append([outgoing(type, id, 1, data)]);
    });
  }

  /** Refuses an unknown id, and what the survey refuses. */
  async answer(id: string, command: Extract<SurveyCommand, { type: 'answer' }>): Promise<StoredSurvey> {
    return this.unitOfWork.run(async (sql) => {
      const { survey, version } = await lock(sql, id);
      const [event] = surveyDecider.decide(command, survey);
      if (event?.type !== 'survey-answered') throw new Error('An answer is recorded or refused');
      const { scores, comment, at } = event;
      const commentSealed = comment === undefined ? undefined : this.secrets.seal(comment, commentOf(id));
      await sql.rows(
        `update survey set answered_at = $2, satisfaction = $3, recommendation = $4, comment_sealed = $5,
                           version = $6 where id = $1`,
        [id, at, scores.satisfaction, scores.recommendation, commentSealed, version + 1],
      );
      const answered = { ...survey, ...scores, kind: 'answered', answeredAt: at } as const;
      const { event: type, data } = announce(event, answered);
      await this.outbox.append([outgoing(type, id, version + 1, data)]);
      return { survey: answered, version: version + 1, commentSealed };
    });
  }
}

async function lock(sql: Sql, id: string): Promise<StoredSurvey> {
  const rows: SurveyRow[] = await sql.rows('select * from survey where id = $1 for update', [id]);
  if (!rows[0]) throw new NotFoundError('survey', id);
  return toStored(rows[0]);
}
