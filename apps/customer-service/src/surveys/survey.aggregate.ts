import type { Aggregate } from '@houtai/domain-kit';
import { evolveSurvey, type Survey, type SurveyCommand, type SurveyEvent } from './survey';
import { decideSurvey } from './survey.decide';
import { publishSurvey } from './survey.publish';

/** A survey has two events: its customer is invited, then answers. */
export const survey: Aggregate<SurveyCommand, Survey, SurveyEvent> = {
  name: 'survey',
  initialState: () => ({ status: 'none' }),
  decide: decideSurvey,
  evolve: evolveSurvey,
  publish: publishSurvey,
};
