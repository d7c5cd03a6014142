import { toInstant } from '@houtai/domain-kit';
import { AnsweredSurvey, InvitedSurvey } from './survey';

/** A row of `survey` as the database gives it. */
export interface SurveyRow {
  id: string;
  agreement_id: string;
  reservation_id: string;
  customer_id: string;
  invited_at: Date;
  closes_at: Date;
  answered_at: Date | null;
  satisfaction: number | null;
  recommendation: number | null;
  comment_sealed: string | null;
  version: number;
}

/** A survey with the number of its last event, which is its ETag. */
export interface StoredSurvey {
  survey: InvitedSurvey | AnsweredSurvey;
  version: number;
  commentSealed?: string;
}

export function toStored(row: SurveyRow): StoredSurvey {
  const { satisfaction, recommendation } = row;
  const invitation = {
    id: row.id,
    agreementId: row.agreement_id,
    reservationId: row.reservation_id,
    customerId: row.customer_id,
    invitedAt: toInstant(row.invited_at),
    closesAt: toInstant(row.closes_at),
  };
  if (row.answered_at === null || satisfaction === null || recommendation === null) {
    return { survey: { ...invitation, kind: 'invited' }, version: row.version };
  }
  const answer = { satisfaction, recommendation, answeredAt: toInstant(row.answered_at) };
  return {
    survey: { ...invitation, ...answer, kind: 'answered' },
    version: row.version,
    commentSealed: row.comment_sealed ?? undefined,
  };
}
