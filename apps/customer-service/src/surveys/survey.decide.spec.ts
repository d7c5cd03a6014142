import { surveyAnsweredV1, surveyInvitedV1 } from '@houtai/event-catalogue';
import { fold } from '@houtai/domain-kit';
import { scenariosOf } from '@houtai/testing';
import { InvitedSurvey, SurveyCommand, SurveyEvent, statusOf } from './survey';
import { survey } from './survey.aggregate';

const { surveyId: id, invitedAt, ...sample } = surveyInvitedV1.sample;
const invite: SurveyCommand = { type: 'InviteCustomer', id, ...sample, at: invitedAt };
const invited: SurveyEvent = { type: 'CustomerInvited', invitation: { id, ...sample }, at: invitedAt };
const { satisfaction, recommendation, answeredAt } = surveyAnsweredV1.sample;
const answer = {
  type: 'AnswerSurvey',
  satisfaction,
  recommendation,
  comment: '车很干净',
  at: answeredAt,
} as const;
const answered: SurveyEvent = {
  type: 'SurveyAnswered',
  scores: { satisfaction, recommendation },
  comment: '车很干净',
  at: answeredAt,
};
const { givenEvents } = scenariosOf(survey);

describe('a survey', () => {
  it('is sent once per rental', () => {
    givenEvents().when(invite).thenEvents(invited);
    givenEvents(invited).when(invite).thenNothing();
  });

  it('is answered once, while it is open', () => {
    givenEvents(invited).when(answer).thenEvents(answered);
    givenEvents(invited, answered).when(answer).thenError('survey-already-answered', { answeredAt });
    givenEvents().when(answer).thenError('survey-not-invited');
  });

  it('is over at its closing time, to the millisecond', () => {
    const { closesAt } = sample;
    const justBefore = new Date(Date.parse(closesAt) - 1).toISOString();
    givenEvents(invited)
      .when({ ...answer, at: justBefore })
      .thenState({ status: 'answered' });
    givenEvents(invited)
      .when({ ...answer, at: closesAt })
      .thenError('survey-over', { closesAt });
    const open = fold(survey, survey.initialState(), [invited]) as InvitedSurvey;
    expect([statusOf(open, justBefore), statusOf(open, closesAt)]).toEqual(['invited', 'lapsed']);
  });

  it('announces what the catalogue says: scores, never the comment', () => {
    const open = fold(survey, survey.initialState(), [invited]) as InvitedSurvey;
    expect(survey.publish(invited, open)).toEqual({ event: surveyInvitedV1, data: surveyInvitedV1.sample });
    expect(survey.publish(answered, open)).toEqual({
      event: surveyAnsweredV1,
      data: surveyAnsweredV1.sample,
    });
  });
});
