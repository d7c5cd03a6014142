import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../customer-service.errors';
import type { Survey, SurveyCommand, SurveyEvent } from './survey';

type Of<T extends SurveyCommand['type']> = Extract<SurveyCommand, { type: T }>;

export function decideSurvey(command: SurveyCommand, survey: Survey): SurveyEvent[] {
  switch (command.type) {
    case 'InviteCustomer':
      return invite(command, survey);
    case 'AnswerSurvey':
      return answer(command, survey);
    default:
      return assertNever(command);
  }
}

/** An agreement closes once; hearing of it again asks nobody again. */
function invite({ type: _, at, ...invitation }: Of<'InviteCustomer'>, survey: Survey): SurveyEvent[] {
  return survey.status === 'none' ? [{ type: 'CustomerInvited', invitation, at }] : [];
}

function answer(command: Of<'AnswerSurvey'>, survey: Survey): SurveyEvent[] {
  const { satisfaction, recommendation, comment, at } = command;
  switch (survey.status) {
    case 'none':
      return refuse('survey-not-invited');
    case 'answered':
      return refuse('survey-already-answered', { answeredAt: survey.answeredAt });
    case 'invited':
      if (at >= survey.closesAt) refuse('survey-over', { closesAt: survey.closesAt });
      return [{ type: 'SurveyAnswered', scores: { satisfaction, recommendation }, comment, at }];
    default:
      return assertNever(survey);
  }
}
