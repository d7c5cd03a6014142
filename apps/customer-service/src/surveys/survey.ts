import { Instant, assertNever } from '@houtai/domain-kit';
import type { PersonalText } from '../personal-text';

/** Scores of a rental: satisfaction 1 to 5 (CSAT), recommendation 0 to 10 (NPS). */
export interface Scores {
  satisfaction: number;
  recommendation: number;
}

export type Survey = { status: 'none' } | SentSurvey;
export type SentSurvey = InvitedSurvey | AnsweredSurvey;

interface Invitation {
  id: string;
  agreementId: string;
  reservationId: string;
  customerId: string;
  /** Where the vehicle was picked up; absent where orders did not tell it yet. */
  branchId?: string;
  /** Answers count until then, exclusive. */
  closesAt: Instant;
}

interface Invited extends Invitation {
  invitedAt: Instant;
}
export type InvitedSurvey = Invited & { status: 'invited' };
export type AnsweredSurvey = Invited & {
  status: 'answered';
  answeredAt: Instant;
  comment?: PersonalText;
} & Scores;

/** `invited` turns into `lapsed` by the passing of time alone. */
export const SURVEY_STATUSES = ['invited', 'answered', 'lapsed'] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];

/** Every command says when it happened, in business time. */
export type SurveyCommand = { at: Instant } & (
  ({ type: 'InviteCustomer' } & Invitation) | ({ type: 'AnswerSurvey'; comment?: string } & Scores)
);

/** The comment is personal data. */
export type SurveyEvent = { at: Instant } & (
  | { type: 'CustomerInvited'; invitation: Invitation }
  | { type: 'SurveyAnswered'; scores: Scores; comment?: string }
);

export function evolveSurvey(survey: Survey, event: SurveyEvent): Survey {
  switch (event.type) {
    case 'CustomerInvited':
      return { ...event.invitation, status: 'invited', invitedAt: event.at };
    case 'SurveyAnswered': {
      if (survey.status === 'none') return survey;
      const { scores, comment: plain, at: answeredAt } = event;
      const comment = plain === undefined ? undefined : { plain };
      return { ...survey, ...scores, status: 'answered', answeredAt, comment };
    }
    default:
      return assertNever(event);
  }
}

export function statusOf(survey: SentSurvey, now: Instant): SurveyStatus {
  switch (survey.status) {
    case 'answered':
      return 'answered';
    case 'invited':
      return now < survey.closesAt ? 'invited' : 'lapsed';
    default:
      return assertNever(survey);
  }
}
