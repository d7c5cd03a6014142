import { Instant, assertNever } from '@houtai/domain-kit';

/** Scores of a rental: satisfaction 1 to 5 (CSAT), recommendation 0 to 10 (NPS). */
export interface Scores {
  satisfaction: number;
  recommendation: number;
}

export type Survey = { kind: 'not-invited' } | InvitedSurvey | AnsweredSurvey;

interface Invitation {
  id: string;
  agreementId: string;
  reservationId: string;
  customerId: string;
  invitedAt: Instant;
  /** Answers count until then, exclusive. */
  closesAt: Instant;
}

export type InvitedSurvey = Invitation & { kind: 'invited' };
export type AnsweredSurvey = Invitation & { kind: 'answered'; answeredAt: Instant } & Scores;

/** `invited` turns into `lapsed` by the passing of time alone. */
export const SURVEY_STATUSES = ['invited', 'answered', 'lapsed'] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];

export type SurveyCommand =
  ({ type: 'invite' } & Invitation) | ({ type: 'answer'; comment?: string; at: Instant } & Scores);

/** The comment is personal data: it passes through and is sealed by the store. */
export type SurveyEvent =
  | { type: 'survey-invited'; invitation: Invitation }
  | { type: 'survey-answered'; scores: Scores; comment?: string; at: Instant };

export function initialState(): Survey {
  return { kind: 'not-invited' };
}

export function evolve(survey: Survey, event: SurveyEvent): Survey {
  switch (event.type) {
    case 'survey-invited':
      return { ...event.invitation, kind: 'invited' };
    case 'survey-answered':
      if (survey.kind === 'not-invited') return survey;
      return { ...survey, ...event.scores, kind: 'answered', answeredAt: event.at };
    default:
      return assertNever(event);
  }
}

export function statusOf(survey: InvitedSurvey | AnsweredSurvey, now: Instant): SurveyStatus {
  switch (survey.kind) {
    case 'answered':
      return 'answered';
    case 'invited':
      return now < survey.closesAt ? 'invited' : 'lapsed';
    default:
      return assertNever(survey);
  }
}
