import { column, type Fields, type RowOf } from '@houtai/domain-kit';
import { sealedText } from '../personal-text';
import type { SentSurvey } from './survey';

/** Columns of `survey`. */
export const COLUMNS = {
  fixed: {
    id: column<string>(),
    agreement_id: column<string>(),
    reservation_id: column<string>(),
    customer_id: column<string>(),
    branch_id: column<string | null>(),
    invited_at: column<Date>(),
    closes_at: column<Date>(),
  },
  changing: {
    answered_at: column<Date | null>(),
    satisfaction: column<number | null>(),
    recommendation: column<number | null>(),
    comment_sealed: column<string | null>(),
  },
};
export type SurveyRow = RowOf<typeof COLUMNS>;

export function toSurvey(row: Fields<SurveyRow>): SentSurvey {
  const { answeredAt, satisfaction, recommendation, commentSealed: sealed, ...invitation } = row;
  if (answeredAt === undefined || satisfaction === undefined || recommendation === undefined) {
    return { ...invitation, status: 'invited' };
  }
  const comment = sealed === undefined ? undefined : { sealed };
  return { ...invitation, status: 'answered', answeredAt, satisfaction, recommendation, comment };
}

export function toSurveyRow(survey: SentSurvey, seal: (plain: string) => string): Fields<SurveyRow> {
  const comment = survey.status === 'answered' ? survey.comment : undefined;
  return { ...survey, ...(comment && { commentSealed: sealedText(comment, seal) }) };
}
