import { EventDefinition, surveyAnsweredV1, surveyInvitedV1 } from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import { AnsweredSurvey, InvitedSurvey, SurveyEvent } from './survey';

/** An event for the outbox, without its number. */
export interface Announcement<T = unknown> {
  event: EventDefinition<T>;
  data: T;
}

/** What a decision tells the world: scores, never the comment. `survey` is the state after it. */
export function announce(event: SurveyEvent, survey: InvitedSurvey | AnsweredSurvey): Announcement {
  const { id: surveyId, agreementId, reservationId, customerId } = survey;
  switch (event.type) {
    case 'survey-invited': {
      const { invitedAt, closesAt } = event.invitation;
      const invited = { surveyId, agreementId, reservationId, customerId, invitedAt, closesAt };
      return about(surveyInvitedV1, invited);
    }
    case 'survey-answered':
      return about(surveyAnsweredV1, {
        surveyId,
        agreementId,
        customerId,
        ...event.scores,
        answeredAt: event.at,
      });
    default:
      return assertNever(event);
  }
}

function about<T>(event: EventDefinition<T>, data: T): Announcement {
  return { event, data };
}
