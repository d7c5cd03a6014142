import { fact, surveyAnsweredV1, surveyInvitedV1 } from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import type { SentSurvey, SurveyEvent } from './survey';

/** What the other services learn: scores, never the comment. `survey` is the state after the event. */
export function publishSurvey(event: SurveyEvent, survey: SentSurvey): Fact {
  const { id: surveyId, agreementId, reservationId, customerId, closesAt } = survey;
  const about = { surveyId, agreementId, customerId };
  switch (event.type) {
    case 'CustomerInvited':
      return fact(surveyInvitedV1, { ...about, reservationId, invitedAt: event.at, closesAt });
    case 'SurveyAnswered':
      return fact(surveyAnsweredV1, { ...about, ...event.scores, answeredAt: event.at });
    default:
      return assertNever(event);
  }
}
