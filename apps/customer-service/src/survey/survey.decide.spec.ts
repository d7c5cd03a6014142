import { surveyAnsweredV1, surveyInvitedV1 } from '@houtai/event-catalogue';
import { fold } from '@houtai/domain-kit';
import { scenariosOf } from '@houtai/testing';
import { InvitedSurvey, SurveyCommand, SurveyEvent, statusOf } from './survey';
import { surveyDecider } from './survey.decide';
import { announce } from './survey.publish';

const { surveyId: id, ...sample } = surveyInvitedV1.sample;
const invite: SurveyCommand = { type: 'invite', id, ...sample };
const invited: SurveyEvent = { type: 'survey-invited', invitation: { id, ...sample } };
const { satisfaction, recommendation, answeredAt } = surveyAnsweredV1.sample;
const answer = { type: 'answer', satisfaction, recommendation, comment: '车很干净', at: answeredAt } as const;
const answered: SurveyEvent = {
  type: 'survey-answered',
  scores: { satisfaction, recommendation },
  comment: '车很干净',
  at: answeredAt,
};
const { givenEvents } = scenariosOf(surveyDecider);

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
      .thenState({ kind: 'answered' });
    givenEvents(invited)
      .when({ ...answer, at: closesAt })
      .thenError('survey-over', { closesAt });
    const open = fold(surveyDecider, surveyDecider.initialState(), [invited]) as InvitedSurvey;
    expect([statusOf(open, justBefore), statusOf(open, closesAt)]).toEqual(['invited', 'lapsed']);
  });

  it('announces what the catalogue says: scores, never the comment', () => {
    const open = fold(surveyDecider, surveyDecider.initialState(), [invited]) as InvitedSurvey;
    expect(announce(invited, open)).toEqual({ event: surveyInvitedV1, data: surveyInvitedV1.sample });
    expect(announce(answered, open)).toEqual({ event: surveyAnsweredV1, data: surveyAnsweredV1.sample });
  });
});
