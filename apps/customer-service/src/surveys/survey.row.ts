import { toInstant, type Instant } from '@houtai/domain-kit';
import { sealedText } from '../personal-text';
import type { SentSurvey } from './survey';

/** A row of `survey`. */
export interface SurveyRow<Time = Date> {
  id: string;
  agreement_id: string;
  reservation_id: string;
  customer_id: string;
  invited_at: Time;
  closes_at: Time;
  answered_at: Time | null;
  satisfaction: number | null;
  recommendation: number | null;
  comment_sealed: string | null;
}

export const FIXED_COLUMNS = [
  'agreement_id',
  'reservation_id',
  'customer_id',
  'invited_at',
  'closes_at',
] as const satisfies readonly (keyof SurveyRow)[];

export const CHANGING_COLUMNS = [
  'answered_at',
  'satisfaction',
  'recommendation',
  'comment_sealed',
] as const satisfies readonly (keyof SurveyRow)[];

export function toSurvey(row: SurveyRow): SentSurvey {
  const { satisfaction, recommendation, comment_sealed: sealed } = row;
  const invitation = {
    id: row.id,
    agreementId: row.agreement_id,
    reservationId: row.reservation_id,
    customerId: row.customer_id,
    invitedAt: toInstant(row.invited_at),
    closesAt: toInstant(row.closes_at),
  };
  if (row.answered_at === null || satisfaction === null || recommendation === null) {
    return { ...invitation, status: 'invited' };
  }
  const answer = { satisfaction, recommendation, answeredAt: toInstant(row.answered_at) };
  const comment = sealed === null ? undefined : { sealed };
  return { ...invitation, ...answer, status: 'answered', comment };
}

export function toSurveyRow(survey: SentSurvey, seal: (plain: string) => string): SurveyRow<Instant> {
  const answer = survey.status === 'answered' ? survey : undefined;
  return {
    id: survey.id,
    agreement_id: survey.agreementId,
    reservation_id: survey.reservationId,
    customer_id: survey.customerId,
    invited_at: survey.invitedAt,
    closes_at: survey.closesAt,
    answered_at: answer?.answeredAt ?? null,
    satisfaction: answer?.satisfaction ?? null,
    recommendation: answer?.recommendation ?? null,
    comment_sealed: answer?.comment ? sealedText(answer.comment, seal) : null,
  };
}
