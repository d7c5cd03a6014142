import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  surveyId: Id('Survey'),
  agreementId: Id('Agreement'),
  customerId: Id('Customer'),
  satisfaction: Type.Integer({ minimum: 1, maximum: 5, description: 'CSAT, 1 to 5' }),
  recommendation: Type.Integer({ minimum: 0, maximum: 10, description: 'NPS, 0 to 10' }),
  answeredAt: At('Answered'),
});

export type SurveyAnsweredV1 = Static<typeof schema>;

export const surveyAnsweredV1 = defineEvent({
  producer: 'customer-service',
  aggregate: 'survey',
  name: 'survey-answered',
  meaning: 'A customer scored a rental.',
  schema,
  sample: {
    surveyId: '0196f3a0-0000-7000-8000-000000000009',
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    satisfaction: 5,
    recommendation: 9,
    answeredAt: '2026-03-19T03:10:00.000Z',
  },
});
