import { Decider, assertNever } from '@houtai/domain-kit';
import { refuse } from '../customer-service.errors';
import { Survey, SurveyCommand, SurveyEvent, evolve, initialState } from './survey';

type Of<T extends SurveyCommand['type']> = Extract<SurveyCommand, { type: T }>;

export const surveyDecider: Decider<SurveyCommand, Survey, SurveyEvent> = { initialState, decide, evolve };

export function decide(command: SurveyCommand, survey: Survey): SurveyEvent[] {
  switch (command.type) {
    case 'invite':
      return invite(command, survey);
    case 'answer':
      return answer(command, survey);
    default:
      return assertNever(command);
  }
}

/** An agreement closes once; hearing of it again asks nobody again. */
function invite({ type: _, ...invitation }: Of<'invite'>, survey: Survey): SurveyEvent[] {
  return survey.kind === 'not-invited' ? [{ type: 'survey-invited', invitation }] : [];
}

function answer(command: Of<'answer'>, survey: Survey): SurveyEvent[] {
  const { satisfaction, recommendation, comment, at } = command;
  switch (survey.kind) {
    case 'not-invited':
      return refuse('survey-not-invited');
    case 'answered':
      return refuse('survey-already-answered', {
        answeredAt: survey.answeredAt,
      });
    case 'invited':
      if (at >= survey.closesAt) {
        refuse('survey-over', { closesAt: survey.closesAt });
      }
      return [{ type: 'survey-answered', scores: { satisfaction, recommendation }, comment, at }];
    default:
      return assertNever(survey);
  }
}
