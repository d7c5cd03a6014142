import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  surveyId: Id('Survey'),
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  invitedAt: At('Invited'),
  closesAt: At('Answers count until'),
});

export type SurveyInvitedV1 = Static<typeof schema>;

export const surveyInvitedV1 = defineEvent({
  producer: 'customer-service',
  aggregate: 'survey',
  name: 'survey-invited',
  meaning: 'A customer is asked how the rental was.',
  schema,
  sample: {
    surveyId: '0196f3a0-0000-7000-8000-000000000009',
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    invitedAt: '2026-03-18T03:10:01.000Z',
    closesAt: '2026-04-01T03:10:01.000Z',
  },
});
